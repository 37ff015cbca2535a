import { createWaker } from '../../lib/waker.ts';
import type { Journal } from '../adapters/journal.ts';
import type { Session } from './session.ts';

const batchBytes = 512 * 1024;
/** Events that central has not acknowledged after this time are sent again. */
const resendAfterMs = 30_000;

/** Brings events from the journal to central, as often as it takes. */
export interface EventSender {
  /**
   * Central has stored everything up to this sequence and nothing after it. After a restored backup
   * that is less than it had said before: then the rest is sent again, of ended commands too.
   */
  acknowledge(commandId: string, sequence: number): void;
  /** Sends until the session is over. A new session begins again after the last acknowledged event. */
  run(session: Session): Promise<void>;
}

export function createEventSender(journal: Journal): EventSender {
  const positions = createPositions();
  const waker = createWaker();
  let progressAt = 0;
  journal.onAppend(waker.wake);

  async function sendNew(session: Session): Promise<boolean> {
    let any = false;
    for (const { id } of journal.open()) {
      const after = positions.of(id);
      if (journal.lastSequence(id) <= after) continue;
      const events = await journal.read(id, after, batchBytes);
      // While they were read, central may have said that it wants others.
      if (events.length === 0 || positions.of(id) !== after) continue;
      positions.sent(id, after + events.length);
      await session.send({ case: 'events', value: { events } });
      any = true;
    }
    return any;
  }

  function isOpen(commandId: string): boolean {
    return journal.open().some(({ id }) => id === commandId) || journal.reopen(commandId);
  }

  return {
    acknowledge(commandId, sequence) {
      if (!isOpen(commandId) || sequence > journal.lastSequence(commandId)) return;
      if (!positions.acknowledge(commandId, sequence)) return;
      progressAt = performance.now();
      waker.wake();
      if (!journal.isFinished(commandId) || sequence < journal.lastSequence(commandId)) return;
      journal.close(commandId);
      positions.forget(commandId);
    },
    async run(session) {
      positions.startAgain();
      progressAt = performance.now();
      session.signal.addEventListener('abort', waker.wake, { once: true });
      while (!session.signal.aborted) {
        if (await sendNew(session)) continue;
        await waker.wait(resendAfterMs);
        if (performance.now() - progressAt <= resendAfterMs) continue;
        positions.startAgain();
        progressAt = performance.now();
      }
    },
  };
}

/** Up to where the events of each command are sent, and acknowledged. */
function createPositions() {
  const acknowledged = new Map<string, number>();
  const sent = new Map<string, number>();
  return {
    /** Number of the last event that need not be sent now. */
    of: (id: string) => sent.get(id) ?? acknowledged.get(id) ?? 0,
    sent: (id: string, sequence: number) => void sent.set(id, sequence),
    /** False when it says nothing new. */
    acknowledge(id: string, sequence: number): boolean {
      const known = acknowledged.get(id) ?? 0;
      if (sequence === known && sequence > 0) return false;
      // Less than before: central has lost what came after it.
      if (sequence < known) sent.set(id, sequence);
      acknowledged.set(id, sequence);
      return true;
    },
    forget(id: string): void {
      acknowledged.delete(id);
      sent.delete(id);
    },
    startAgain: () => sent.clear(),
  };
}
