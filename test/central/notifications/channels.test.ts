import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../support/http-central.ts';
import { type Mailbox, openMailbox } from '../../support/mailbox.ts';
import { openReceiver, type Receiver } from '../../support/receiver.ts';

let receiver: Receiver;
let mailbox: Mailbox;
let central: HttpCentral;

beforeEach(async () => {
  receiver = await openReceiver();
  mailbox = await openMailbox();
  central = await startHttpCentral({
    settings: {
      ...{ allowPrivateTargets: ['127.0.0.1'], publicUrl: 'https://deploy.example.org' },
      ...{ smtpUrl: mailbox.url, smtpFrom: 'vpspilot <vpspilot@example.org>' },
    },
  });
});
afterEach(async () => {
  await central.close();
  await mailbox.close();
  await receiver.close();
});

const wish = (changes: object = {}) => ({
  ...{ name: 'ops', kind: 'slack', events: ['deployment_failed'] },
  target: { url: `${receiver.url}/services/T0/B0/POISONPOISON` },
  ...changes,
});
const add = (changes: object = {}) =>
  central.call('POST', 'notifications', { body: wish(changes) });

test('a channel is added, shown masked, changed, tested and removed', async () => {
  const { status, body, text } = await add();
  expect(status, text).toBe(201);
  expect(body.secret).toBeNull();
  expect(body.channel).toMatchObject({
    ...{ project: null, name: 'ops', kind: 'slack', enabled: true, lastDelivery: null },
    target: `${receiver.url}/…ISON`,
  });
  const path = `notifications/${body.channel.id}`;
  const tested = await central.call('POST', `${path}/test`);
  expect(tested.body).toEqual({ outcome: 'sent', detail: 'Answered 200' });
  const [request] = receiver.received;
  expect(request?.path).toBe('/services/T0/B0/POISONPOISON');
  expect(JSON.parse(request?.text ?? '')).toMatchObject({ text: 'A test of vpspilot' });

  receiver.answers.push({ status: 404, body: 'no_service POISONPOISON /services/T0' });
  expect((await central.call('POST', `${path}/test`)).body).toEqual({
    ...{ outcome: 'failed', detail: 'Answered 404: no_service … …' },
  });
  const changed = await central.call('PATCH', path, {
    body: { name: 'on call', enabled: false, events: ['node_offline', 'node_offline'] },
  });
  expect(changed.body).toMatchObject({
    ...{ name: 'on call', enabled: false, events: ['node_offline'] },
    lastDelivery: { outcome: 'failed' },
  });
  const deliveries = await central.call('GET', `${path}/deliveries?limit=1`);
  expect(deliveries.body.items).toMatchObject([{ event: 'test', attempts: 1, outcome: 'failed' }]);
  expect(deliveries.body.next).toEqual(expect.any(String));
  expect((await central.call('DELETE', path)).status).toBe(204);
  expect((await central.call('GET', path)).body.code).toBe('channel_not_found');
  const audit = await central.call('GET', 'audit');
  const actions = audit.body.items.map(({ action }: { action: string }) => action);
  expect(actions.filter((action: string) => action.startsWith('notification.'))).toEqual([
    ...['notification.remove', 'notification.change', 'notification.test', 'notification.test'],
    'notification.create',
  ]);
});

test('a plain webhook is signed so that its receiver can verify it as documented', async () => {
  const { body } = await add({ kind: 'webhook', target: { url: `${receiver.url}/hook` } });
  expect(body.secret).toMatch(/^[0-9a-f]{64}$/);
  await central.call('POST', `notifications/${body.channel.id}/test`);
  const [request] = receiver.received;
  const headers = request?.headers ?? {};
  const text = request?.text ?? '';
  const timestamp = headers['x-vpspilot-timestamp'];
  const expected = createHmac('sha256', body.secret).update(`${timestamp}.${text}`).digest('hex');
  expect(headers['x-vpspilot-signature-256']).toBe(`sha256=${expected}`);
  expect(headers['x-vpspilot-event']).toBe('test');
  expect(headers['x-vpspilot-delivery']).toMatch(/^\d+$/);
  expect(Math.abs(Date.now() / 1_000 - Number(timestamp))).toBeLessThan(60);
  expect(JSON.parse(text)).toMatchObject({
    event: 'test',
    url: 'https://deploy.example.org/settings',
  });
  expect((await central.call('GET', `notifications/${body.channel.id}`)).text).not.toContain(
    body.secret,
  );
});

test('mail goes out over SMTP with its password; a refusal is told without it', async () => {
  const target = { to: 'ada@example.org; ben@example.org, ada@example.org' };
  const { body } = await add({ kind: 'email', target });
  expect(body.channel.target).toBe('a…@example.org, b…@example.org');
  const path = `notifications/${body.channel.id}/test`;
  expect((await central.call('POST', path)).body).toMatchObject({ outcome: 'sent' });
  expect(mailbox.mails).toHaveLength(1);
  expect(mailbox.mails[0]).toMatch(/^From: vpspilot <vpspilot@example\.org>\r$/m);
  expect(mailbox.mails[0]).toMatch(/^Subject: \[vpspilot\] A test of vpspilot\r$/m);
  mailbox.refuseWith = 'no such user here';
  const refused = await central.call('POST', path);
  expect(refused.body).toMatchObject({
    outcome: 'failed',
    detail: expect.stringContaining('no such user here'),
  });
});

test('what leads nowhere, or inside, is refused when it is entered', async () => {
  const codeOf = async (changes: object) => (await add(changes)).body.code;
  for (const url of ['http://169.254.169.254/latest', 'https://[::1]/', 'https://2130706434/'])
    expect(await codeOf({ target: { url } }), url).toBe('target_refused');
  for (const url of ['http://hooks.example.org/x', 'ftp://a/', 'x', 'https://me:pw@a.example/'])
    expect(await codeOf({ target: { url } }), url).toBe('target_invalid');
  expect(await codeOf({ kind: 'email' })).toBe('channel_target_invalid');
  expect(await codeOf({ target: { to: 'a@b.c' } })).toBe('channel_target_invalid');
  for (const to of ['ada', 'a@b.c\r\nBcc: x@y.z', 'Ada <a@b.c>', '"x"@y.z'])
    expect(await codeOf({ kind: 'email', target: { to } }), to).toBe('channel_target_invalid');
  expect(await codeOf({ secret: 'x'.repeat(20) })).toBe('channel_secret_unused');
  expect(await codeOf({ events: ['nonsense'] })).toBe('invalid_request');
  expect(await codeOf({ project: 'nowhere' })).toBe('project_not_found');
});

test('channels of a project stand beside those of everything; deployers may not see them', async () => {
  await addNode(central.context);
  await addProject(central);
  await add({ project: 'shop', name: 'shop only' });
  await add({ name: 'everything' });
  const namesOf = async (query: string) => {
    const { body } = await central.call('GET', `notifications${query}`);
    return body.items.map(({ name }: { name: string }) => name);
  };
  expect(await namesOf('')).toEqual(['everything', 'shop only']);
  expect(await namesOf('?project=shop')).toEqual(['shop only']);
  for (const as of ['viewer', 'deployer'] as const) {
    expect((await central.call('POST', 'notifications', { as, body: wish() })).status).toBe(403);
    expect((await central.call('GET', 'notifications/1', { as })).status).toBe(403);
  }
  await central.call('DELETE', 'projects/shop');
  expect(await namesOf('')).toEqual(['everything']);
});

test('addresses, passwords and signing keys are nowhere in clear: database, logs, answers, audit', async () => {
  const { body: hook } = await add({ kind: 'webhook' });
  await add({ kind: 'email', target: { to: 'POISON@example.org' } });
  receiver.answers.push({ status: 500, body: `${receiver.url}/services/T0/B0/POISONPOISON` });
  await central.call('POST', `notifications/${hook.channel.id}/test`);
  await receiver.close();
  await central.call('POST', `notifications/${hook.channel.id}/test`);
  const answers = [
    await central.call('GET', 'notifications'),
    await central.call('GET', `notifications/${hook.channel.id}/deliveries`),
    await central.call('GET', 'audit'),
  ];
  const said = answers.map(({ text }) => text).join('\n');
  await central.context.db.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
  const database = readFileSync(join(central.directory, 'vpspilot.db'), 'latin1');
  for (const place of [said, central.logged.join('\n'), database]) {
    expect(place).not.toContain('POISON');
    expect(place).not.toContain(hook.secret);
  }
  expect(database).toContain('/…'.split('…')[0]);
});
