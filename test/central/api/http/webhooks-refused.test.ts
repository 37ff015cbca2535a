import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWebhookBody } from '../../../../central/api/http/read-webhook-body.ts';
import {
  addNode,
  addProject,
  decidedDeliveries,
  type HttpCentral,
  pushOf,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let secret: string;
let address: string;

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context);
  secret = (await addProject(central)).secret;
  address = await central.listen();
});

afterAll(() => central.close());

async function newest() {
  return (await decidedDeliveries(central))[0];
}

describe('what is refused', () => {
  test.each([
    ['bad_signature', 401, pushOf(), { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['bad_signature', 401, pushOf(), { 'x-hub-signature-256': 'sha1=abc' }],
    ['bad_signature', 401, pushOf(), { 'x-hub-signature-256': '' }],
    ['missing_event', 400, pushOf(), { 'x-github-event': '' }],
    ['not_json', 400, pushOf(), { 'content-type': 'text/plain' }],
    ['not_json', 400, 'no json at all', {}],
    ['not_json', 400, ' ', {}],
  ])('%s is answered with %i, a hint, and kept', async (reason, status, payload, headers) => {
    const answer = await central.hook(secret, payload, headers);
    expect(answer).toMatchObject({ status, body: { code: reason, hint: expect.any(String) } });
    expect(await newest()).toMatchObject({ outcome: 'refused', reason, deploymentId: null });
  });

  test('missing_signature', async () => {
    const headers = { 'content-type': 'application/json', 'x-github-event': 'push' };
    const answer = await central.call('POST', '/webhooks/github', {
      as: 'nobody',
      body: pushOf(),
      headers,
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'missing_signature' } });
    expect(await newest()).toMatchObject({ outcome: 'refused', reason: 'missing_signature' });
  });

  test('a signature of the parsed and rewritten body is none', async () => {
    const pretty = JSON.stringify(pushOf(), null, 2);
    const headers = {
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(JSON.stringify(pushOf())).digest('hex')}`,
    };
    expect((await central.hook(secret, pretty, headers)).status).toBe(401);
    expect((await central.hook(secret, pretty)).status).toBe(202);
  });

  test('signed but broken JSON, and signed but no push', async () => {
    await central.hook(secret, '{"repository":{"full_name":"acme/shop"},');
    expect(await newest()).toMatchObject({ outcome: 'refused', reason: 'not_json' });
    await central.hook(secret, {
      repository: { full_name: 'acme/shop' },
      after: '--upload-pack=x',
    });
    expect(await newest()).toMatchObject({ outcome: 'refused', reason: 'unexpected_payload' });
  });

  test('an announced body above 25 MB is refused before it is read', async () => {
    const answer = await exchange(
      `POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${26 * 1024 * 1024}\r\n\r\n{`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/connection: close/i);
    expect(await newest()).toMatchObject({ outcome: 'refused', reason: 'too_large' });
  });

  test('a body above 25 MB without an announcement is refused when it gets there', async () => {
    const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
    const answer = await exchange(
      'POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
      chunk.repeat(27),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(await newest()).toMatchObject({ outcome: 'refused', reason: 'too_large' });
  });

  test('a body that ends early is written down as truncated', async () => {
    const before = (await newest())?.id ?? 0;
    await exchange(
      'POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-GitHub-Event: push\r\nContent-Length: 1000\r\n\r\n{"ref":',
      '',
      true,
    );
    await expect.poll(async () => (await newest()).id).toBeGreaterThan(before);
    expect(await newest()).toMatchObject({
      outcome: 'refused',
      reason: 'truncated',
      event: 'push',
      detail: expect.stringContaining('7 of 1000'),
    });
  });

  test('a body that comes too slowly is given up', async () => {
    const slow = Object.assign(new PassThrough(), { headers: { 'content-length': '100' } });
    slow.write('{"a"');
    const body = await readWebhookBody(slow as never, 30);
    expect(body).toEqual({ kind: 'truncated', detail: '4 of 100 bytes came within 30 ms' });
  });

  test('a stranger cannot fill the disk: after 60 refusals a minute no more are kept', async () => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9' };
    const count = () => central.context.db.delivery.count();
    const before = await count();
    for (let attempt = 0; attempt < 70; attempt += 1) {
      const answer = await central.call('POST', '/webhooks/github', {
        as: 'nobody',
        body: pushOf(),
        headers,
      });
      expect(answer.status).toBe(401);
    }
    expect((await count()) - before).toBe(60);
    const [refused] = await central.context.db.delivery.findMany({
      orderBy: { id: 'desc' },
      take: 1,
    });
    expect(refused?.payload.length).toBeLessThanOrEqual(2048);
  });
});

/** Writes raw bytes, and returns what came back until the connection ended. */
function exchange(head: string, body = '', cut = false): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(head);
      if (body !== '') socket.write(body);
      if (cut) setTimeout(() => socket.destroy(), 50);
    });
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    // A connection that is refused in the middle of a write ends with an error; the answer counts.
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}
