import { afterEach, beforeEach, expect, test } from 'vitest';
import { enqueueDeployment } from '../../../central/deployments/enqueue-deployment.ts';
import { finishedEvent, liveEvent } from '../../support/agent-events.ts';
import { FakeAgent } from '../../support/fake-agent.ts';
import { TestCentral } from '../../support/test-central.ts';

let central: TestCentral;
let agent: FakeAgent;

beforeEach(async () => {
  central = await TestCentral.start();
  agent = await FakeAgent.join(central);
});
afterEach(() => central.stop());

const contents = () => central.context.db.releaseContents.findFirst();

test('config, commits and closure are kept beside their deployment, event by event', async () => {
  const { id: projectId } = await central.createProject(agent.identity.nodeId);
  await enqueueDeployment(central.context, { projectId, kind: 'push', actor: 'test' });
  const commit = 'a'.repeat(40);
  const history = { commitsMore: true, commitsSince: 'b'.repeat(40), commitsUnrelated: false };
  agent.onCommand = (command) => {
    const commits = [{ commit, subject: 'A\u0007change', author: 'Ann' }];
    const source = { commit, subject: 'A change', author: 'Ann', commits, ...history };
    agent.emit(command.id, { case: 'sourceFetched', value: source });
    const configJson = '{"name":"shop","env":{"A":"{{A}}"}}';
    agent.emit(command.id, { case: 'configRead', value: { configJson, placeholders: ['A'] } });
    agent.emit(command.id, liveEvent(command));
    const packages = [{ name: 'nodejs', version: '24.1.0', bytes: 90_000_000_000n }];
    agent.emit(command.id, { case: 'closureMeasured', value: { packages } });
    agent.emit(command.id, finishedEvent());
  };
  await agent.connect();
  await agent.until(async () => (await contents())?.closure != null);
  const kept = await contents();
  expect(JSON.parse(kept?.commits ?? '')).toEqual([
    { sha: commit, subject: 'A change', author: 'Ann' },
  ]);
  expect(kept).toMatchObject({ ...history, config: expect.stringContaining('"shop"') });
  expect(JSON.parse(kept?.placeholders ?? '')).toEqual(['A']);
  expect(JSON.parse(kept?.closure ?? '')).toEqual([
    { name: 'nodejs', version: '24.1.0', bytes: 90_000_000_000 },
  ]);
});

test('a config that is no JSON is left out, and the deployment goes on', async () => {
  const { id: projectId } = await central.createProject(agent.identity.nodeId);
  await enqueueDeployment(central.context, { projectId, kind: 'push', actor: 'test' });
  agent.onCommand = (command) => {
    agent.emit(command.id, { case: 'configRead', value: { configJson: '{', placeholders: [] } });
    agent.emit(command.id, liveEvent(command));
  };
  await agent.connect();
  await agent.until(
    async () => (await central.context.db.deployment.findFirst())?.state === 'live',
  );
  expect(await contents()).toBeNull();
});
