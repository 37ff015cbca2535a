import { createNamedSlots, type Slots } from '../domain/slots.ts';

/** Who may move a project's traffic, and which release is still being watched. */
export interface Traffic {
  /** One deployment of a project at a time, up to its switch. */
  turn(projectId: number): Slots['use'];
  /** Held by whoever moves traffic: a switch, or a watch that takes its release back. */
  exclusively(projectId: number): Slots['use'];
  /** The release is watched until `end` is called, or a newer one is live. */
  watch(projectId: number): { superseded: AbortSignal; end(): void };
  /** Ends the watches of the project's earlier releases. */
  supersede(projectId: number, by: string): void;
}

/** Why a watch ended before its time. */
export class Superseded extends Error {
  override name = 'Superseded';
}

export function createTraffic(): Traffic {
  const watches = new Map<number, Set<AbortController>>();
  return {
    turn: createNamedSlots<number>(),
    exclusively: createNamedSlots<number>(),
    watch(projectId) {
      const controller = new AbortController();
      const own = watches.get(projectId) ?? new Set();
      watches.set(projectId, own.add(controller));
      return { superseded: controller.signal, end: () => own.delete(controller) };
    },
    supersede(projectId, by) {
      const own = watches.get(projectId) ?? new Set();
      for (const controller of own) controller.abort(new Superseded(by));
      own.clear();
    },
  };
}
