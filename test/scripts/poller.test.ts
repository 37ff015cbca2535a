import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { startPoller } from '../../scripts/platform/poller.ts';

test('asks over new connections, counts every failure and finds the first fitting answer', async () => {
  let answered = 0;
  const connections = new Set<number | undefined>();
  const server = createServer((request, response) => {
    answered += 1;
    connections.add(request.socket.remotePort);
    response.writeHead(answered === 3 ? 500 : 200);
    response.end(answered < 6 ? 'old' : 'new');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const poller = startPoller({ port, host: 'app.localhost', path: '/', intervalMs: 5 });
  const first = await poller.until(({ body }) => body === 'new', 5_000);
  await poller.stop();
  server.close();

  const { requests, failed, failures } = poller.counts();
  expect(first.status).toBe(200);
  expect(failed).toBe(1);
  expect(failures[0]).toContain('status 500');
  expect(requests).toBe(answered);
  expect(connections.size).toBe(answered);
});

test('nobody there is a failure, not an exception', async () => {
  const poller = startPoller({ port: 1, host: 'app.localhost', path: '/', intervalMs: 5 });
  await expect(poller.until(() => true, 300)).rejects.toThrow('No such answer within 300 ms');
  await poller.stop();
  const { requests, failed } = poller.counts();
  expect(failed).toBe(requests);
  expect(requests).toBeGreaterThan(1);
});
