import { afterEach, beforeEach, expect, test } from 'vitest';
import { followLogs } from '../../../central/nodes/follow-logs.ts';
import { FakeAgent } from '../../support/fake-agent.ts';
import { TestCentral } from '../../support/test-central.ts';

let central: TestCentral;
let agent: FakeAgent;
let projectId: number;

beforeEach(async () => {
  central = await TestCentral.start();
  agent = await FakeAgent.join(central);
  projectId = (await central.createProject(agent.identity.nodeId)).id;
});
afterEach(() => central.stop());

const request = () => agent.heard.find(({ case: kind }) => kind === 'followLogs');
const stopped = () => agent.heard.some(({ case: kind }) => kind === 'stopFollowingLogs');

function send(texts: string[], more: { end?: boolean; error?: string } = {}) {
  const asked = request();
  if (asked?.case !== 'followLogs') throw new Error('nobody asked for logs');
  const { requestId } = asked.value;
  const lines = texts.map((text) => ({ text, stderr: false, atMs: 1n }));
  agent.say({ case: 'logLines', value: { requestId, lines, ...more } });
}

async function read(lines: AsyncIterable<{ text: string }>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of lines) texts.push(text);
  return texts;
}

const follow = (signal = new AbortController().signal) =>
  followLogs(central.context, projectId, { lines: 10, follow: true }, signal);

test('lines come as the node sends them, and end when it says so (K103, O20)', async () => {
  await agent.connect();
  const reading = read(follow());
  await agent.until(() => request() !== undefined);
  expect(request()?.value).toMatchObject({ projectId, lines: 10, follow: true });
  send(['one', 'two']);
  send(['three'], { end: true });
  expect(await reading).toEqual(['one', 'two', 'three']);
  await agent.until(stopped);
});

test('a reader that goes away stops the node', async () => {
  await agent.connect();
  const controller = new AbortController();
  const reading = read(follow(controller.signal));
  await agent.until(() => request() !== undefined);
  controller.abort();
  expect(await reading).toEqual([]);
  await agent.until(stopped);
});

test('an error of the node and a lost connection are told', async () => {
  await expect(read(follow())).rejects.toThrow('The node oslo is not connected');
  await agent.connect();
  const failing = read(follow());
  await agent.until(() => request() !== undefined);
  send([], { end: true, error: 'There is no release' });
  await expect(failing).rejects.toThrow('There is no release');
  agent.heard.length = 0;
  const cut = read(follow());
  await agent.until(() => request() !== undefined);
  agent.disconnect();
  await expect(cut).rejects.toThrow('connection to the node was lost');
});
