import type { DeploymentEvent } from './deployment-events.ts';

/** One event as the journal of a node numbers it. */
export interface NumberedEvent {
  sequence: number;
  event: DeploymentEvent;
}

/** A transaction takes about as many lines: while it lasts, everybody else waits. */
const partLinesMax = 400;

/** Splits events, in their order, into parts of about as many lines; each has at least one event. */
export function inParts(events: readonly NumberedEvent[]): NumberedEvent[][] {
  const parts: NumberedEvent[][] = [];
  let room = 0;
  for (const numbered of events) {
    const { event } = numbered;
    const lines = event.type === 'output' ? event.lines.length : 1;
    if (lines > room) {
      parts.push([]);
      room = partLinesMax;
    }
    parts.at(-1)?.push(numbered);
    room -= lines;
  }
  return parts;
}

/**
 * The events that continue what is stored, without repetitions. A gap ends the list: what comes
 * after it is taken when the node sends it again from the gap on.
 */
export function continuing(stored: number, events: readonly NumberedEvent[]): NumberedEvent[] {
  const fresh: NumberedEvent[] = [];
  let expected = stored + 1;
  for (const event of events.toSorted((a, b) => a.sequence - b.sequence)) {
    if (event.sequence !== expected) continue;
    fresh.push(event);
    expected += 1;
  }
  return fresh;
}
