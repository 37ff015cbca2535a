/** Shows a deployment while it happens: a line per step, the output of the running one, the end. */
import { createColors } from 'picocolors';
import type { DeploymentEvent } from './deployment-events.ts';
import {
  type EventOf,
  endLines,
  nameColumns,
  outputLine,
  type StateEvent,
  type StepEvent,
  stepLine,
} from './deployment-lines.ts';
import { formatDuration, padColumns, safeLine, truncate } from './terminal-text.ts';

/** Where progress is shown. `process.stdout` fits. */
export interface ProgressStream {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

export interface ProgressOptions {
  stream: ProgressStream;
  /** Default: when the stream is a terminal. Redraws the running step; otherwise lines are only added. */
  interactive?: boolean;
  /** Default: when the stream is a terminal and NO_COLOR is not set. */
  colors?: boolean;
  /** `all` keeps every output line; `tail` shows the running step's last lines and keeps them when it fails. Default: tail when interactive. */
  output?: 'all' | 'tail' | 'none';
  /** Unix milliseconds; for tests. */
  now?: () => number;
}

export interface DeploymentProgress {
  feed(event: DeploymentEvent): void;
  /** A line of the caller's own, between the steps. */
  print(line: string): void;
  /** Removes what is only there while it runs. Idempotent. */
  close(): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 90;
/** Output lines shown under the running step, and kept of a step that failed. */
const tailShown = 6;
const tailKept = 30;

interface Running {
  step: string;
  since: number;
  tail: string[];
}

/** Makes a renderer for one deployment. */
export function createDeploymentProgress(options: ProgressOptions): DeploymentProgress {
  return new Renderer(options);
}

class Renderer implements DeploymentProgress {
  readonly #stream: ProgressStream;
  readonly #interactive: boolean;
  readonly #output: 'all' | 'tail' | 'none';
  readonly #now: () => number;
  readonly #paint: ReturnType<typeof createColors>;
  #running: Running | undefined;
  #waiting: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #drawn = 0;
  #frame = 0;
  #firstAt: number | undefined;
  #lastTail: string[] = [];
  #skipped: StepEvent[] = [];
  #live: StateEvent | undefined;

  constructor(options: ProgressOptions) {
    this.#stream = options.stream;
    const terminal = options.stream.isTTY === true;
    const { NO_COLOR, TERM } = process.env;
    this.#interactive = options.interactive ?? (terminal && TERM !== 'dumb');
    this.#output = options.output ?? (this.#interactive ? 'tail' : 'all');
    this.#now = options.now ?? Date.now;
    this.#paint = createColors(options.colors ?? (terminal && !NO_COLOR));
  }

  feed(event: DeploymentEvent): void {
    this.#firstAt ??= event.at;
    if (event.kind === 'output') this.#onOutput(event);
    else if (event.kind === 'step') this.#onStep(event);
    else if (event.kind === 'state') this.#onState(event);
    else this.print(`  ${this.#paint.yellow('!')} ${this.#paint.yellow(safeLine(event.message))}`);
  }

  print(line: string): void {
    this.#printSkipped();
    this.#printNow(line);
  }

  #printNow(line: string): void {
    this.#stream.write(`${this.#erase()}${line}\n${this.#draw()}`);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#running = undefined;
    this.#waiting = undefined;
    const live = this.#live;
    this.#live = undefined;
    if (live !== undefined) this.#printEnd(live);
    this.#printSkipped();
    const rest = this.#erase();
    if (rest !== '') this.#stream.write(rest);
  }

  #onOutput(event: EventOf<'output'>): void {
    const text = safeLine(event.text);
    const tail = this.#running?.step === event.step ? this.#running.tail : this.#lastTail;
    tail.push(text);
    if (tail.length > tailKept) tail.shift();
    if (this.#output === 'all') this.print(outputLine(text, this.#paint));
    else if (this.#output === 'tail') this.#redraw();
  }

  #onStep(event: StepEvent): void {
    if (event.state === 'running') {
      this.#waiting = undefined;
      this.#running = { step: event.step, since: Math.min(event.at, this.#now()), tail: [] };
      this.#animate();
      return;
    }
    this.#lastTail = this.#running?.tail ?? [];
    this.#running = undefined;
    if (event.state === 'skipped') {
      if (this.#skipped[0]?.note !== event.note) this.#printSkipped();
      this.#skipped.push(event);
      return;
    }
    this.print(stepLine(event, this.#paint, this.#room()));
    if (event.state === 'failed' && this.#output === 'tail') {
      for (const line of this.#lastTail) this.print(outputLine(line, this.#paint));
    }
    if (this.#live !== undefined) this.#printEnd(this.#live);
    this.#live = undefined;
  }

  #onState(event: StateEvent): void {
    if (event.state === 'queued') {
      this.#waiting = 'waiting for its turn';
      this.#animate();
      return;
    }
    this.#waiting = undefined;
    // The switch makes it live, and ends just after: its line belongs before the headline.
    if (event.state === 'live' && this.#running !== undefined) this.#live = event;
    else this.#printEnd(event);
  }

  #printEnd(event: StateEvent): void {
    const shown = this.#output === 'none' ? [] : this.#lastTail;
    const lines = endLines(event, this.#paint, event.at - (this.#firstAt ?? event.at), shown);
    if (lines === undefined) {
      this.#redraw();
      return;
    }
    // After `live` the drain and watch steps may still come.
    if (event.state !== 'live') this.close();
    for (const line of ['', ...lines]) this.print(line);
  }

  /** Steps skipped for the same reason share a line, printed when something else comes. */
  #printSkipped(): void {
    const [first] = this.#skipped;
    if (first === undefined) return;
    const last = this.#skipped.at(-1) ?? first;
    this.#skipped = [];
    const step = last === first ? first.step : `${first.step} … ${last.step}`;
    this.#printNow(stepLine({ ...first, step }, this.#paint, this.#room()));
  }

  #room(): number {
    return this.#interactive ? this.#columns() : Infinity;
  }

  #columns(): number {
    return Math.max(40, this.#stream.columns ?? 100);
  }

  #animate(): void {
    this.#redraw();
    if (!this.#interactive || this.#timer !== undefined) return;
    this.#timer = setInterval(() => {
      this.#frame += 1;
      this.#redraw();
    }, frameMs);
    this.#timer.unref();
  }

  #redraw(): void {
    if (this.#interactive) this.#stream.write(this.#erase() + this.#draw());
  }

  #erase(): string {
    const up = this.#drawn;
    this.#drawn = 0;
    return up === 0 ? '' : `\u001B[${up}A\r\u001B[0J`;
  }

  /** The part that is redrawn: the running step and its last output lines. */
  #draw(): string {
    if (!this.#interactive) return '';
    const lines = this.#liveLines();
    this.#drawn = lines.length;
    return lines.map((line) => `${line}\n`).join('');
  }

  #liveLines(): string[] {
    const { cyan, dim } = this.#paint;
    const sign = cyan(frames[this.#frame % frames.length] ?? '');
    if (this.#waiting !== undefined) return [`  ${sign} ${dim(this.#waiting)}`];
    const running = this.#running;
    if (running === undefined) return [];
    const took = formatDuration(Math.max(0, this.#now() - running.since));
    const tail = this.#output === 'tail' ? running.tail.slice(-tailShown) : [];
    return [
      `  ${sign} ${padColumns(running.step, nameColumns)}${dim(took)}`,
      ...tail.map((line) => outputLine(truncate(line, this.#columns() - 7), this.#paint)),
    ];
  }
}
