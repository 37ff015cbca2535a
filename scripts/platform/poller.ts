import { request } from 'node:http';

export interface Answer {
  status: number;
  body: string;
  /** performance.now() when the request began and when its answer was complete. */
  startedAtMs: number;
  endedAtMs: number;
}

export interface Poller {
  /** The first answer, from now on, that fits. Rejects after the time is over. */
  until(fits: (answer: Answer) => boolean, timeoutMs: number): Promise<Answer>;
  counts(): { requests: number; failed: number; failures: readonly string[] };
  stop(): Promise<void>;
}

interface PollerOptions {
  port: number;
  host: string;
  path: string;
  /** Where it is asked; default: this machine. */
  address?: string;
  intervalMs: number;
}

/** An answer that takes longer is a failure to whoever waits for it. */
const requestTimeoutMs = 5_000;
const failuresKept = 20;

/**
 * Asks the application at a fixed pace, each time over a new connection, whatever became of the
 * request before: a user who comes at the wrong moment is not spared either.
 */
export function startPoller(options: PollerOptions): Poller {
  const waiting = new Set<(answer: Answer) => void>();
  const open = new Set<Promise<void>>();
  const failures: string[] = [];
  let requests = 0;
  let failed = 0;

  const timer = setInterval(() => {
    const asked = ask(options).then(
      (answer) => {
        requests += 1;
        if (answer.status !== 200) note(`status ${answer.status}: ${answer.body.slice(0, 100)}`);
        for (const listener of waiting) listener(answer);
      },
      (error: unknown) => {
        requests += 1;
        note(String(error));
      },
    );
    open.add(asked);
    void asked.finally(() => open.delete(asked));
  }, options.intervalMs);

  function note(failure: string): void {
    failed += 1;
    if (failures.length < failuresKept) failures.push(`${new Date().toISOString()} ${failure}`);
  }

  return {
    counts: () => ({ requests, failed, failures }),
    async stop() {
      clearInterval(timer);
      await Promise.allSettled(open);
    },
    until: (fits, timeoutMs) => firstThat(waiting, fits, timeoutMs),
  };
}

function firstThat(
  waiting: Set<(answer: Answer) => void>,
  fits: (answer: Answer) => boolean,
  timeoutMs: number,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const listener = (answer: Answer) => {
    if (fits(answer)) resolve(answer);
  };
  const timer = setTimeout(
    () => reject(new Error(`No such answer within ${timeoutMs} ms`)),
    timeoutMs,
  );
  waiting.add(listener);
  return promise.finally(() => {
    waiting.delete(listener);
    clearTimeout(timer);
  });
}

/** One request over a connection of its own. */
export function ask({
  port,
  host,
  path,
  address = '127.0.0.1',
}: Omit<PollerOptions, 'intervalMs'>): Promise<Answer> {
  const startedAtMs = performance.now();
  return new Promise((resolve, reject) => {
    const asking = request(
      { port, host: address, path, agent: false, headers: { host }, timeout: requestTimeoutMs },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
            startedAtMs,
            endedAtMs: performance.now(),
          }),
        );
      },
    );
    asking.on('timeout', () =>
      asking.destroy(new Error(`no answer within ${requestTimeoutMs} ms`)),
    );
    asking.on('error', reject);
    asking.end();
  });
}
