import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Ask {
  port: number;
  host: string;
  path?: string;
  method?: string;
  headers?: Record<string, string>;
}

/** One request on a connection of its own. */
export function ask({
  port,
  host,
  path = '/',
  method = 'GET',
  headers = {},
}: Ask): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const asked = request(
    { host: '127.0.0.1', port, path, method, headers: { ...headers, host }, agent: false },
    (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    },
  );
  asked.on('error', reject);
  asked.end();
  return promise;
}

/** Asks again and again on fresh connections until stopped. */
export function poll(target: Ask, everyMs: number) {
  let isStopped = false;
  const answers: string[] = [];
  const failures: string[] = [];
  const run = async () => {
    while (!isStopped) {
      const began = performance.now();
      const answer = await ask(target).catch((error: Error) => error);
      if (answer instanceof Error) failures.push(answer.message);
      else if (answer.status !== 200) failures.push(`${answer.status} ${answer.body}`);
      else answers.push(answer.body);
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(0, everyMs - (performance.now() - began))),
      );
    }
  };
  const done = run();
  return {
    answers,
    failures,
    async stop() {
      isStopped = true;
      await done;
    },
  };
}
