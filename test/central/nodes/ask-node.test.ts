import { afterEach, beforeEach, expect, test } from 'vitest';
import { askClean, askDisk } from '../../../central/nodes/ask-node.ts';
import { followLogs } from '../../../central/nodes/follow-logs.ts';
import { listNodes } from '../../../central/nodes/list-nodes.ts';
import { FakeAgent } from '../../support/fake-agent.ts';
import { TestCentral } from '../../support/test-central.ts';

let central: TestCentral;
let agent: FakeAgent;
let node: { id: string; name: string };

beforeEach(async () => {
  central = await TestCentral.start();
  agent = await FakeAgent.join(central);
  node = { id: agent.identity.nodeId, name: 'oslo' };
});
afterEach(() => central.stop());

const features = ['disk_report', 'log_search'];

/** The id of the question that the agent has heard. */
async function asked(kind: 'reportDisk' | 'cleanDisk' | 'followLogs'): Promise<string> {
  const heard = () => agent.heard.find((message) => message.case === kind);
  await agent.until(() => heard() !== undefined);
  const value = heard()?.value;
  return value !== undefined && 'requestId' in value ? value.requestId : '';
}

test('a report is asked for and comes back; the error of a node is its own words', async () => {
  await agent.connect({ features });
  const report = askDisk(central.context, node);
  const requestId = await asked('reportDisk');
  agent.say({ case: 'diskReport', value: { requestId: 'another', storeBytes: 1n } });
  agent.say({ case: 'diskReport', value: { requestId, storeBytes: 42n } });
  expect((await report).storeBytes).toBe(42n);
  const cleaned = askClean(central.context, node);
  const cleaning = await asked('cleanDisk');
  agent.say({ case: 'cleanReport', value: { requestId: cleaning, error: 'A build is running' } });
  await expect(cleaned).rejects.toMatchObject({
    code: 'node_report_failed',
    message: 'oslo could not do it: A build is running',
  });
});

test('no connection, a lost one and an agent of before are told apart', async () => {
  await expect(askDisk(central.context, node)).rejects.toMatchObject({ code: 'node_offline' });
  await agent.connect();
  await expect(askDisk(central.context, node)).rejects.toMatchObject({ code: 'agent_outdated' });
  agent.disconnect();
  await agent.until(() => central.context.gateway.sessions().length === 0);
  await agent.connect({ features });
  const report = askDisk(central.context, node);
  await asked('reportDisk');
  agent.disconnect();
  await expect(report).rejects.toMatchObject({ code: 'node_offline' });
});

test('a search in the logs reaches the node; notes and releases come back', async () => {
  const { id } = await central.createProject(node.id);
  await agent.connect({ features });
  const wish = { lines: 5, follow: false, search: 'GET', sinceMs: 10, untilMs: 20 };
  const never = new AbortController().signal;
  const reading = Array.fromAsync(followLogs(central.context, id, wish, never));
  const requestId = await asked('followLogs');
  expect(agent.heard.find((message) => message.case === 'followLogs')?.value).toMatchObject({
    ...{ lines: 5, follow: false, search: 'GET', sinceMs: 10n, untilMs: 20n },
  });
  const lines = [{ text: 'GET /', stderr: false, atMs: 15n, release: 7 }];
  agent.say({ case: 'logLines', value: { requestId, lines, note: 'of 90', end: true } });
  expect(await reading).toEqual([
    { text: 'GET /', stderr: false, atMs: 15, release: 7 },
    expect.objectContaining({ text: 'of 90', isNote: true }),
  ]);
});

test('an agent that cannot search is not asked to', async () => {
  const { id } = await central.createProject(node.id);
  await agent.connect();
  const wish = { lines: 5, follow: false, search: 'GET' };
  const lines = followLogs(central.context, id, wish, new AbortController().signal);
  await expect(Array.fromAsync(lines)).rejects.toMatchObject({ code: 'agent_outdated' });
});

test('a node says where it is from, since when, and what runs there', async () => {
  const { id } = await central.createProject(node.id);
  await agent.connect({ features });
  const releases = [
    { projectId: id, release: 3, healthy: true },
    { projectId: 999, release: 1, healthy: true },
  ];
  agent.say({ case: 'heartbeat', value: { cpus: 4, load1m: 0.5, releases } });
  await agent.until(async () => (await listNodes(central.context))[0]?.heartbeat !== undefined);
  const [found] = await listNodes(central.context, { id: node.id });
  expect(found).toMatchObject({
    online: true,
    address: '127.0.0.1',
    heartbeat: { cpus: 4, load1m: 0.5 },
    releases: [{ project: 'shop', release: 3, healthy: true }],
  });
  expect(found?.connectedSince).toBeInstanceOf(Date);
  expect(found?.certificateNotAfter).toBeInstanceOf(Date);
});
