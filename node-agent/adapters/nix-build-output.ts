import type { BuildFailure } from '../domain/build-failure.ts';
import { parseNixLine } from '../domain/nix-log.ts';
import type { Step } from '../ports.ts';

/** As much of a failed build's output as an error message repeats. */
const keptLines = 30;

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
          step.output(event.text, 'stderr');
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
