import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createGuardedFetch, type GuardOptions } from '../../../central/adapters/guarded-fetch.ts';
import type { OutsideWorld } from '../../../central/ports.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A real server that counts; returns its port. */
async function serve(
  answer: Parameters<typeof createServer>[1] = (_request, response) => response.end('hello'),
  host = '127.0.0.1',
): Promise<{ port: number; requests: string[]; server: Server }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer?.(request, response as never);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, requests, server };
}

function guard(options: GuardOptions = {}): OutsideWorld {
  const outside = createGuardedFetch(options);
  open.push(() => outside.close());
  return outside;
}

const get = { method: 'GET' };

test('what runs on this machine is refused in every spelling, and nothing is sent to it', async () => {
  const { port, requests } = await serve();
  const outside = guard();
  const spellings = [
    '127.0.0.1',
    'localhost',
    'localhost.',
    'LOCALHOST',
    '127.0.0.1.',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '017700000001',
    '127.1',
    '0',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '%31%32%37.0.0.1',
    '127。0。0。1',
  ];
  for (const host of spellings) {
    await expect(outside.fetch(`http://${host}:${port}/`, get), host).rejects.toMatchObject({
      code: 'target_refused',
    });
  }
  expect(requests).toEqual([]);
});

test.each([
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '168.63.129.16',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[ff02::1]',
  '[2002:7f00:1::]',
  '[64:ff9b::a9fe:a9fe]',
])('%s is refused: private, link-local, shared, metadata, multicast', async (host) => {
  await expect(guard().fetch(`http://${host}/`, get)).rejects.toMatchObject({
    code: 'target_refused',
    hint: expect.stringContaining('allowPrivateTargets'),
  });
});

test('what is listed in allowPrivateTargets is reached: by host, by address, by network', async () => {
  const { port, requests } = await serve();
  for (const entry of ['localhost', '127.0.0.1', '127.0.0.0/8']) {
    const host = entry === 'localhost' ? 'LocalHost.' : '127.0.0.1';
    const outside = guard({ allowPrivateTargets: [entry] });
    const answer = await outside.fetch(`http://${host}:${port}/${entry.length}`, get);
    expect(answer).toMatchObject({ status: 200, text: 'hello' });
  }
  expect(requests).toHaveLength(3);
  const other = guard({ allowPrivateTargets: ['127.0.0.2', 'intern.example.org'] });
  await expect(other.fetch(`http://127.0.0.1:${port}/`, get)).rejects.toThrow('loopback');
});

test('a name that leads to a public address first and to a private one later is connected to where it was checked', async () => {
  const good = await serve();
  const inside = await serve();
  const answers = ['127.0.0.2', '127.0.0.1'];
  const asked: string[] = [];
  const resolve = async (host: string) => {
    asked.push(host);
    return [{ address: answers[Math.min(asked.length, 2) - 1] ?? '', family: 4 }];
  };
  const outside = guard({ resolve, allowPrivateTargets: ['127.0.0.2'] });
  // Nothing listens on 127.0.0.2: with a second look-up the inside would have answered.
  await expect(outside.fetch(`http://rebind.example:${inside.port}/`, get)).rejects.toThrow(
    'ECONNREFUSED',
  );
  expect(asked).toEqual(['rebind.example']);
  await expect(outside.fetch(`http://rebind.example:${inside.port}/`, get)).rejects.toMatchObject({
    code: 'target_refused',
  });
  expect([inside.requests, good.requests]).toEqual([[], []]);
});

test('a name with one private address among public ones is refused', async () => {
  const { port, requests } = await serve();
  const resolve = async () => [
    { address: '93.184.216.34', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ];
  await expect(guard({ resolve }).fetch(`http://two.example:${port}/`, get)).rejects.toThrow(
    'two.example is not reached from here: 127.0.0.1: it is a loopback address',
  );
  expect(requests).toEqual([]);
});

test('a redirect is an answer and is not followed', async () => {
  const inside = await serve();
  const { port } = await serve((_request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end();
  });
  const outside = guard({ allowPrivateTargets: ['127.0.0.1'] });
  const answer = await outside.fetch(`http://127.0.0.1:${port}/`, get);
  expect(answer.status).toBe(302);
  expect(inside.requests).toEqual([]);
});

test('no more than 64 KB of an answer is read, and none that does not end is waited for', async () => {
  const { port } = await serve((request, response) => {
    if (request.url === '/slow') return;
    if (request.url === '/drip') return void response.write('x');
    const write = () => response.write('x'.repeat(16_384), write);
    write();
  });
  const outside = guard({ allowPrivateTargets: ['127.0.0.1'], timeoutMs: 200 });
  const endless = await outside.fetch(`http://127.0.0.1:${port}/endless`, get);
  expect(endless.text).toHaveLength(65_536);
  for (const path of ['slow', 'drip']) {
    await expect(outside.fetch(`http://127.0.0.1:${port}/${path}`, get), path).rejects.toThrow(
      `127.0.0.1:${port} was not reached: no answer within 0.2 s`,
    );
  }
});

test('only http and https, and nothing that carries a password', async () => {
  const outside = guard();
  for (const url of ['ftp://a.example/', 'file:///etc/passwd', 'gopher://a/', 'nonsense', '']) {
    await expect(outside.fetch(url, get), url).rejects.toMatchObject({ code: 'target_invalid' });
  }
  await expect(outside.fetch('https://me:POISON@a.example/', get)).rejects.toThrow(
    'The address has a user name or password in it',
  );
  expect(() => outside.check('http://a.example/', { httpsOnly: true })).toThrow('http://');
  outside.check('https://a.example/', { httpsOnly: true });
});

test('an error names the host and never the path, which is the secret', async () => {
  const { port, server } = await serve();
  await new Promise((resolve) => server.close(resolve));
  const outside = guard({ allowPrivateTargets: ['127.0.0.1'] });
  const error = await outside
    .fetch(`http://127.0.0.1:${port}/services/POISON?token=POISON`, get)
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'target_unreachable' });
  const { message, hint } = error as { message: string; hint: string };
  expect(`${message} ${hint} ${(error as Error).stack}`).not.toContain('POISON');
});
