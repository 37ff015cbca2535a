import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 90_000;

/** Asks until there is an answer. */
export async function untilTrue<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error('it did not come to this in time');
    await sleep(100);
  }
}
