import { statSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusals } from '../../../lib/join-token.ts';
import { createLogger } from '../../../lib/logger.ts';
import { UserError } from '../../../lib/user-error.ts';
import { readIdentity } from '../../../node-agent/adapters/identity-file.ts';
import { join } from '../../../node-agent/join.ts';
import { keepConnected } from '../../../node-agent/loops/connect.ts';
import { FakeCentral } from '../../support/fake-central.ts';
import { FakeNode } from '../../support/fake-node.ts';

let central: FakeCentral;
let node: FakeNode;
let stop: () => Promise<void>;
const lines: string[] = [];

beforeEach(async () => {
  central = await FakeCentral.start();
  node = new FakeNode();
  lines.length = 0;
  node.log = createLogger('agent', { write: (line) => lines.push(line) });
  await node.boot();
  stop = async () => undefined;
});

afterEach(async () => {
  await stop();
  await central.stop();
  node.remove();
});

function connect(): void {
  const stopping = new AbortController();
  const { context, dispatcher } = node;
  const connected = keepConnected(
    context,
    dispatcher,
    `instance-${Math.random()}`,
    stopping.signal,
  );
  stop = async () => {
    stopping.abort();
    await connected;
  };
}

async function joined(): Promise<void> {
  await join(node.context.settings, { token: central.joinToken() });
  connect();
  await expect.poll(() => central.count('heartbeat')).toBeGreaterThan(0);
}

const outcome = (commandId: string) => central.of(commandId).at(-1)?.event;

test('joining makes the keys here and keeps them where only root can read', async () => {
  const identity = await join(node.context.settings, { token: central.joinToken() });
  expect(identity).toMatchObject({ nodeId: 'node-1', nodeName: 'oslo' });
  const { stateDirectory } = node.context.settings;
  expect(statSync(stateDirectory).mode & 0o777).toBe(0o700);
  expect(statSync(joinPath(stateDirectory, 'identity.json')).mode & 0o777).toBe(0o600);
  expect(identity.privateKey).toContain('PRIVATE KEY');
});

test('joining again keeps the key to which recorded environments are sealed', async () => {
  const first = await join(node.context.settings, { token: central.joinToken() });
  const second = await join(node.context.settings, { token: central.joinToken() });
  expect(second.sealingKey).toEqual(first.sealingKey);
  expect(second.privateKey).not.toBe(first.privateKey);
});

test('a central with another authority is not trusted, and never sees the token', async () => {
  const token = central.joinToken({ caFingerprint: 'ab'.repeat(32) });
  await expect(join(node.context.settings, { token })).rejects.toMatchObject({
    code: 'central_not_trusted',
  });
  expect(await readIdentity(node.context.settings.stateDirectory)).toBeUndefined();
});

test('a command goes there and its events come back, each once', async () => {
  await joined();
  const command = node.deploy();
  central.command(command);
  await expect.poll(() => outcome(command.id)?.case).toBe('finished');
  await expect.poll(() => node.context.journal.open()).toEqual([]);
  expect(node.context.journal.knownIds()).toContain(command.id);
});

test('a command that comes twice runs once', async () => {
  await joined();
  const command = node.deploy();
  central.command(command);
  central.command(command);
  await expect.poll(() => outcome(command.id)?.case).toBe('finished');
  central.command(command);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(node.machine.story.filter((line) => line === 'build')).toHaveLength(1);
});

test('heartbeats go on while a build hangs, and a cancel gets through', async () => {
  await joined();
  const there = node.machine.hangAt('build');
  const command = node.deploy();
  central.command(command);
  await there;
  const before = central.count('heartbeat');
  await expect
    .poll(() => central.count('heartbeat'), { timeout: 5_000 })
    .toBeGreaterThan(before + 1);
  central.send({ case: 'cancel', value: { commandId: command.id } });
  await expect
    .poll(() => outcome(command.id)?.value)
    .toMatchObject({ failure: { code: 'canceled' } });
});

test('what happens while central is away arrives later, without gaps or doubles', async () => {
  await joined();
  const there = node.machine.hangAt('build');
  const command = node.deploy();
  central.command(command);
  await there;
  await central.disappear();
  node.dispatcher.cancel(command.id);
  await node.dispatcher.idle();
  await central.listen();
  await expect.poll(() => outcome(command.id)?.case, { timeout: 9_000 }).toBe('finished');
  const sequences = central.of(command.id).map(({ sequence }) => Number(sequence));
  expect(sequences).toEqual(sequences.map((_, at) => at + 1));
  expect(lines.join('')).toContain('next try in');
});

test('events whose acknowledgement was lost are sent again over the next connection', async () => {
  await joined();
  central.acknowledges = false;
  const command = node.deploy();
  central.command(command);
  await expect.poll(() => outcome(command.id)?.case).toBe('finished');
  const once = central.deliveries;
  await central.disappear();
  central.acknowledges = true;
  await central.listen();
  await expect.poll(() => node.context.journal.open(), { timeout: 9_000 }).toEqual([]);
  expect(central.deliveries).toBe(2 * once);
});

test('an agent that was killed before central had its events sends them after its restart', async () => {
  await joined();
  central.acknowledges = false;
  const command = node.deploy();
  central.command(command);
  await expect.poll(() => outcome(command.id)?.case).toBe('finished');
  await stop();
  await node.kill();
  central.acknowledges = true;
  connect();
  await expect.poll(() => node.context.journal.open(), { timeout: 5_000 }).toEqual([]);
  const { received } = central;
  const hello = received.filter((message) => message.case === 'hello').at(-1);
  expect(hello?.value).toMatchObject({
    knownCommandIds: [command.id],
    nixVersion: '2.26.3',
    httpPort: 80,
  });
});

test('messages that make no sense are ignored and the stream goes on', async () => {
  await joined();
  central.send();
  central.send({ case: 'cancel', value: { commandId: 'never-heard-of' } });
  central.send({ case: 'eventAck', value: { commandId: 'never-heard-of', sequence: 5n } });
  central.send({ case: 'stopFollowingLogs', value: { requestId: 'none' } });
  const command = node.deploy();
  central.command(command);
  await expect.poll(() => outcome(command.id)?.case).toBe('finished');
  expect(central.count('hello')).toBe(1);
});

test('application logs are streamed with their secrets masked', async () => {
  node.secrets.set('sealed', { KEY: 'hunter2-secret' });
  await node.run(node.deploy({ environment: 'sealed' }));
  await joined();
  const value = { requestId: 'r1', projectId: 1, lines: 10, follow: false };
  central.send({ case: 'followLogs', value });
  await expect.poll(() => central.logLines.at(-1)?.end).toBe(true);
  const texts = central.logLines.flatMap((batch) => batch.lines.map(({ text }) => text));
  expect(texts).toEqual(['listening', 'key is ********']);
});

test('logs of a project that is not there end with the reason', async () => {
  await joined();
  central.send({ case: 'followLogs', value: { requestId: 'r1', projectId: 9, lines: 1 } });
  await expect.poll(() => central.logLines[0]).toMatchObject({ end: true });
  expect(central.logLines[0]?.error).toContain('nothing of this project');
});

test.each([
  [refusals.revoked, 'keep running'],
  [refusals.protocol, 'upgrade the agent'],
  [refusals.replaced, 'took over'],
])('refused as %s the agent says what that means and tries again slowly', async (code, words) => {
  central.refusal = new UserError(code, 'refused');
  await join(node.context.settings, { token: central.joinToken() });
  connect();
  await expect.poll(() => lines.join('')).toContain(words);
  expect(lines.join('')).toMatch(/next try in (3\d|[4-9]\d|1[01]\d) s|next try in \d+ min/);
  expect(node.machine.running.size).toBe(0);
});

test('a certificate is renewed after two thirds of its life, and the new one is used', async () => {
  await central.stop();
  central = await FakeCentral.start({ clientLifetimeSeconds: 3 });
  await join(node.context.settings, { token: central.joinToken() });
  const before = await readIdentity(node.context.settings.stateDirectory);
  connect();
  await expect.poll(() => central.count('hello'), { timeout: 9_000 }).toBeGreaterThan(1);
  const after = await readIdentity(node.context.settings.stateDirectory);
  expect(central.renewals).toBeGreaterThan(0);
  expect(after?.certificate).not.toBe(before?.certificate);
  expect(after?.privateKey).not.toBe(before?.privateKey);
});

test('a node that has not joined says how, and connects as soon as it has', async () => {
  connect();
  await expect.poll(() => lines.join('')).toContain('vpspilot agent join --token');
  await join(node.context.settings, { token: central.joinToken() });
  await expect.poll(() => central.count('hello'), { timeout: 9_000 }).toBe(1);
});
