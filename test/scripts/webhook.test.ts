import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { pushPayload } from '../../central/domain/delivery.ts';
import { isSignedBy } from '../../central/domain/webhook-body.ts';
import { sendPush } from '../../scripts/platform/webhook.ts';

const commit = {
  branch: 'main',
  commit: 'c'.repeat(40),
  message: 'Ümlauts & "quotes"',
  author: 'Ada',
  email: 'ada@example.org',
};

test('a push is signed and shaped as GitHub does it', async () => {
  const received = Promise.withResolvers<{ headers: IncomingHttpHeaders; body: Buffer }>();
  await using server = await answering(
    202,
    { outcome: 'received', deliveries: [7] },
    received.resolve,
  );
  const target = { url: server.url, secret: 'shared secret', repository: 'demo/app' };
  expect(await sendPush(target, commit)).toBe(7);

  const { headers, body } = await received.promise;
  expect(isSignedBy('shared secret', body, String(headers['x-hub-signature-256']))).toBe(true);
  expect(headers).toMatchObject({
    'x-github-event': 'push',
    'content-type': 'application/json',
    'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'user-agent': expect.stringMatching(/^GitHub-Hookshot/),
  });
  expect(pushPayload.parse(JSON.parse(body.toString('utf8')))).toMatchObject({
    ref: 'refs/heads/main',
    after: commit.commit,
    repository: { full_name: 'demo/app' },
    head_commit: { message: commit.message },
  });
});

test('a refused delivery is an error with what central said', async () => {
  await using server = await answering(401, { code: 'bad_signature' }, () => {});
  const target = { url: server.url, secret: 'wrong', repository: 'demo/app' };
  await expect(sendPush(target, commit)).rejects.toThrow('bad_signature');
});

async function answering(
  status: number,
  answer: object,
  onRequest: (request: { headers: IncomingHttpHeaders; body: Buffer }) => void,
) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      onRequest({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/github`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
