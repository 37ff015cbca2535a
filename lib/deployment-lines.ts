/** The lines in which a deployment is told. */
import type { createColors } from 'picocolors';
import type { DeploymentEvent, DeploymentFailure } from './deployment-events.ts';
import { formatDuration, padColumns, safeLine, truncate } from './terminal-text.ts';

export type Paint = ReturnType<typeof createColors>;
export type EventOf<K extends DeploymentEvent['kind']> = Extract<DeploymentEvent, { kind: K }>;
export type StepEvent = EventOf<'step'>;
export type StateEvent = EventOf<'state'>;

export const nameColumns = 14;
const durationColumns = 11;

/** "  ✓ build         4.1 s      generation 7" */
export function stepLine(event: StepEvent, paint: Paint, columns: number): string {
  const { green, red, yellow, dim } = paint;
  const signs = {
    done: green('✓'),
    skipped: dim('-'),
    failed: red('✗'),
    canceled: yellow('■'),
    running: ' ',
  };
  const padded = padColumns(event.step, nameColumns);
  const name = padded.endsWith(' ') ? padded : `${padded} `;
  const note = event.note ? safeLine(event.note) : '';
  const shown =
    columns === Infinity ? note : truncate(note, columns - 5 - name.length - durationColumns);
  const text = event.state === 'skipped' ? dim(name) : name;
  const line = `  ${signs[event.state]} ${text}${dim(padColumns(tookText(event), durationColumns) + shown)}`;
  return line.trimEnd();
}

function tookText({ state, durationMs }: StepEvent): string {
  if (state === 'skipped') return 'skipped';
  return durationMs === undefined ? '' : formatDuration(durationMs);
}

/** A line of a step's output. */
export function outputLine(text: string, { dim }: Paint): string {
  return dim(`    │ ${text}`);
}

/**
 * How it ended; undefined for states that end nothing.
 *
 * @param shown output that stands just above, and need not be said again
 */
export function endLines(
  event: StateEvent,
  paint: Paint,
  tookMs: number,
  shown: readonly string[] = [],
): string[] | undefined {
  const { green, red, yellow, bold } = paint;
  const took = formatDuration(tookMs);
  const failure = failureLines(event.failure, paint, shown);
  switch (event.state) {
    case 'live':
      return [`  ${green('●')} ${bold(green('Live'))} after ${took}`];
    case 'failed':
      return [`  ${red('✗')} ${bold(red('Failed'))} after ${took}`, ...failure];
    case 'rolled_back':
      return [
        `  ${red('↩')} ${bold(red('Taken back'))}: the release before it serves again`,
        ...failure,
      ];
    case 'canceled':
      return [`  ${yellow('■')} ${bold('Canceled')} after ${took}`, ...failure];
    case 'superseded':
      return [`  ${yellow('»')} ${bold('Superseded')}: a newer deployment takes its place`];
    default:
      return undefined;
  }
}

function failureLines(
  failure: DeploymentFailure | undefined,
  { dim, cyan }: Paint,
  shown: readonly string[],
): string[] {
  if (failure === undefined) return [];
  const said = failure.message.split('\n').map(safeLine);
  const lines = withoutRepetition(said, shown).map((line) => `    ${line}`);
  if (failure.hint) lines.push(`    ${cyan('→')} ${safeLine(failure.hint)}`);
  return [...lines, `    ${dim(`code: ${failure.code}`)}`];
}

/** The reason without the program's last words, when they can be read just above. */
function withoutRepetition(said: string[], shown: readonly string[]): string[] {
  const [reason = '', ...words] = said;
  const isRepeated = words.length > 0 && words.every((line) => shown.includes(line));
  return isRepeated ? [reason.replace(/(?:\. It said)?:$/, '')] : said;
}
