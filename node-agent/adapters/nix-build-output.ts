import type { BuildFailure } from '../domain/build-failure.ts';
import { parseNixLine } from '../domain/nix-log.ts';
import type { Step } from '../ports.ts';

/** As much of a failed build's output as is looked through for its cause. */
const keptLines = 400;

/** Passes a build's output on as it comes, and keeps what a failure needs. */
export function readBuild(step: Step) {
  const errors: string[] = [];
  const lastLines: string[] = [];
  return {
    line(line: string): void {
      const event = parseNixLine(line);
      switch (event?.kind) {
        case 'log':
          step.output(event.line);
          lastLines.push(event.line);
          if (lastLines.length > keptLines) lastLines.shift();
          break;
        case 'fetching':
          if (event.what !== '') step.output(event.what);
          break;
        case 'warning':
          if (!isOfNoInterest(event.text)) step.output(event.text, 'stderr');
          break;
        case 'error':
          errors.push(event.text);
          break;
        default:
      }
    },
    failure: (): BuildFailure => ({ errors, lastLines }),
  };
}

/** Nix looks for a network where it was given none on purpose. */
function isOfNoInterest(warning: string): boolean {
  return /you don't have Internet access/.test(warning);
}
