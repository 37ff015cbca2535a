import { cleanText, plainText } from './clean-text.ts';
import type { Searched } from './search.ts';

/** A line as it arrives. */
export interface NewLine {
  /** Unix milliseconds. */
  at: number;
  /** What it belongs to and is folded with: a step, or nothing. */
  step: string;
  stderr: boolean;
  text: string;
}

/** A line as it is shown. */
export interface LogLine extends NewLine, Searched {
  /** Counted from 1 over everything that came, also what was dropped since. */
  number: number;
  /** Text and colours, nothing else. */
  text: string;
}

/** Lines after each other that belong to the same step. */
export interface LogGroup {
  step: string;
  /** Number of its first line that is still here. */
  first: number;
  count: number;
}

/** What is shown now; another object after every change. */
export interface LogSnapshot {
  lines: readonly LogLine[];
  groups: readonly LogGroup[];
  /** How many of the oldest lines are not here any more. */
  dropped: number;
  /** The longest line so far, in characters: how wide the view is. */
  longest: number;
  /** How often it was cleared: what was found or chosen before means nothing now. */
  epoch: number;
}

export interface LogStore {
  /** Takes lines at once and shows them with the next frame. */
  append(lines: readonly NewLine[]): void;
  /** Shows what waits for the next frame. */
  flush(): void;
  clear(): void;
  subscribe(listener: () => void): () => void;
  snapshot(): LogSnapshot;
}

interface Options {
  /** More lines than this are not kept: they are in the download. */
  limit?: number;
  /** Calls back when the next picture is drawn: requestAnimationFrame in a browser. */
  nextFrame: (flush: () => void) => void;
}

const limitDefault = 50_000;
const nothing = { lines: [], groups: [], dropped: 0, longest: 0 };

/** Lines of a log as they arrive: however many come at once, the page changes once per frame. */
export function createLogStore({ limit = limitDefault, nextFrame }: Options): LogStore {
  const listeners = new Set<() => void>();
  let pending: NewLine[] = [];
  let now: LogSnapshot = { ...nothing, epoch: 0 };
  const show = (next: LogSnapshot) => {
    now = next;
    for (const listener of listeners) listener();
  };
  const flush = () => {
    if (pending.length === 0) return;
    const added = pending;
    pending = [];
    show(withLines(now, added, limit));
  };
  return {
    append(lines) {
      if (lines.length === 0) return;
      const isAsked = pending.length > 0;
      for (const line of lines) pending.push(line);
      if (!isAsked) nextFrame(flush);
    },
    flush,
    clear() {
      pending = [];
      show({ ...nothing, epoch: now.epoch + 1 });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    snapshot: () => now,
  };
}

/** The line with a number; undefined when it was dropped or has not come. */
export function lineWith(snapshot: LogSnapshot, number: number): LogLine | undefined {
  return snapshot.lines[number - 1 - snapshot.dropped];
}

function withLines(before: LogSnapshot, added: readonly NewLine[], limit: number): LogSnapshot {
  const { epoch } = before;
  let next = before.dropped + before.lines.length;
  const fresh = added.map((line): LogLine => {
    const text = cleanText(line.text);
    next += 1;
    return { ...line, text, plain: plainText(text), number: next };
  });
  const longest = fresh.reduce((most, { plain }) => Math.max(most, plain.length), before.longest);
  const all = before.lines.concat(fresh);
  const groups = withGroups(before.groups, fresh);
  // Room for some more: else every line after the limit would move all others.
  const excess = all.length > limit * 1.1 ? all.length - limit : 0;
  if (excess === 0) return { lines: all, groups, dropped: before.dropped, longest, epoch };
  const lines = all.slice(excess);
  const dropped = before.dropped + excess;
  return { lines, groups: groupsFrom(groups, dropped + 1), dropped, longest, epoch };
}

function withGroups(before: readonly LogGroup[], fresh: readonly LogLine[]): LogGroup[] {
  const groups = before.slice();
  for (const { step, number } of fresh) {
    const last = groups.at(-1);
    if (last?.step === step) groups[groups.length - 1] = { ...last, count: last.count + 1 };
    else groups.push({ step, first: number, count: 1 });
  }
  return groups;
}

function groupsFrom(groups: readonly LogGroup[], first: number): LogGroup[] {
  return groups
    .map((group) => {
      const gone = Math.min(group.count, Math.max(0, first - group.first));
      return { ...group, first: group.first + gone, count: group.count - gone };
    })
    .filter(({ count }) => count > 0);
}
