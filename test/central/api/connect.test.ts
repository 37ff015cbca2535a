import { Client, credentials, status as Status } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepHouse } from '../../../central/housekeeping.ts';
import { listNodes } from '../../../central/nodes/list-nodes.ts';
import { removeNode, revokeNode } from '../../../central/nodes/remove-node.ts';
import { describeProjects } from '../../../central/projects/describe-projects.ts';
import { callUnary, openStream } from '../../../lib/grpc-client.ts';
import { centralServerName } from '../../../lib/join-token.ts';
import { createCertificateRequest } from '../../../node-agent/adapters/certificate-request.ts';
import { AgentService, ServiceManagerKind } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { FakeAgent } from '../../support/fake-agent.ts';
import { TestCentral } from '../../support/test-central.ts';

let central: TestCentral;
beforeEach(async () => {
  central = await TestCentral.start();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await central.stop();
});

const statusOf = (error: { code: number; details: string } | undefined) =>
  `${Status[error?.code ?? -1]} ${error?.details ?? ''}`;

async function refusal(attempt: Promise<unknown>): Promise<string> {
  return statusOf((await attempt.catch((error: unknown) => error)) as never);
}

test('hello and heartbeats show in the list of nodes (N19, N21)', async () => {
  const agent = await FakeAgent.join(central);
  expect(await listNodes(central.context)).toMatchObject([{ online: false, lastSeenAt: null }]);
  await agent.connect({
    hostname: 'oslo.example.org',
    system: 'x86_64-linux',
    agentVersion: '0.1.0',
    nixVersion: '2.8.0',
    serviceManager: ServiceManagerKind.SYSTEMD,
  });
  agent.say({ case: 'heartbeat', value: { load1m: 0.5, memoryTotalBytes: 4_000_000_000n } });
  await agent.until(async () => (await listNodes(central.context))[0]?.lastHeartbeat !== null);
  const [node] = await listNodes(central.context);
  expect(node).toMatchObject({
    name: 'oslo',
    online: true,
    hostname: 'oslo.example.org',
    serviceManager: 'systemd',
    nixVersion: '2.8.0',
    warning: undefined,
  });
  expect(JSON.parse(node?.lastHeartbeat ?? '')).toMatchObject({ memoryTotalBytes: 4_000_000_000 });
  agent.disconnect();
  await agent.until(async () => (await listNodes(central.context))[0]?.online === false);
  expect((await listNodes(central.context))[0]?.lastSeenAt).toBeInstanceOf(Date);
});

test('the ports of a node are in the addresses of its projects', async () => {
  const agent = await FakeAgent.join(central);
  const project = await central.createProject(agent.identity.nodeId);
  const addresses = async () => (await describeProjects(central.context, [project]))[0]?.addresses;
  expect(await addresses()).toEqual(['https://shop.example.org']);
  await agent.connect({ httpPort: 8080, httpsPort: 8443 });
  expect(await addresses()).toEqual(['https://shop.example.org:8443']);
});

function client(channel = credentials.createSsl(caOf())) {
  return new Client(`127.0.0.1:${central.port}`, channel, {
    'grpc.ssl_target_name_override': centralServerName,
    'grpc.use_local_subchannel_pool': 1,
  });
}
const caOf = () => Buffer.from(central.context.authority.certificate);

test('without a certificate there is no stream and no renewal (N6, O17)', async () => {
  const anonymous = client();
  const stream = openStream(anonymous, AgentService.method.connect);
  const error = new Promise((resolve) => stream.on('error', resolve));
  stream.write({ message: { case: 'hello', value: { protocolVersion: 1 } } });
  expect(statusOf((await error) as never)).toMatch(
    /^UNAUTHENTICATED .*No valid client certificate/,
  );
  const renewal = callUnary(
    anonymous,
    AgentService.method.renewCertificate,
    { certificateSigningRequest: '' },
    { timeoutMs: 2_000 },
  );
  expect(await refusal(renewal)).toMatch(/^UNAUTHENTICATED/);
  anonymous.close();
});

test('a certificate of another authority is refused', async () => {
  const other = await TestCentral.start();
  const stranger = await FakeAgent.join(other);
  const agent = new FakeAgent(central, {
    ...stranger.identity,
    caCertificate: central.context.authority.certificate,
  });
  expect(await refusal(agent.connect())).toMatch(/^UNAUTHENTICATED .*one of another central/);
  await other.stop();
});

test('a revoked node loses its stream at once and is refused from then on', async () => {
  const agent = await FakeAgent.join(central);
  await agent.connect();
  await revokeNode(central.context, agent.identity.nodeId, 'test');
  await agent.until(() => agent.ended !== undefined);
  expect(statusOf(agent.ended)).toMatch(/^UNAUTHENTICATED node_revoked/);
  expect(await refusal(agent.connect())).toMatch(/^UNAUTHENTICATED node_revoked/);
  const audit = await central.context.db.auditEntry.findMany();
  expect(audit.map(({ action }) => action)).toContain('node.revoke');
});

test('an expired certificate ends the stream and is refused; a renewed one is not', async () => {
  const brief = await TestCentral.start({ certificateLifetimeSeconds: 3 });
  const agent = await FakeAgent.join(brief);
  await agent.connect();
  const { privateKey, certificate } = await renewed(brief, agent);
  await new Promise((resolve) => setTimeout(resolve, 1_600));
  await keepHouse(brief.context);
  await agent.until(() => agent.ended !== undefined);
  expect(statusOf(agent.ended)).toMatch(/^UNAUTHENTICATED certificate_expired/);
  expect(await refusal(agent.connect())).toMatch(/^UNAUTHENTICATED .*an expired one/);
  agent.identity = { ...agent.identity, privateKey, certificate };
  await agent.connect();
  expect((await listNodes(brief.context))[0]?.online).toBe(true);
  agent.disconnect();
  await brief.stop();
});

/** A second certificate, from a central that gives longer ones. */
async function renewed(brief: TestCentral, agent: FakeAgent) {
  const { caCertificate, certificate, privateKey: oldKey } = agent.identity;
  const { privateKey, request } = await createCertificateRequest('x');
  const own = new Client(
    `127.0.0.1:${brief.port}`,
    credentials.createSsl(
      Buffer.from(caCertificate),
      Buffer.from(oldKey),
      Buffer.from(certificate),
    ),
    { 'grpc.ssl_target_name_override': centralServerName, 'grpc.use_local_subchannel_pool': 1 },
  );
  // Later, so that it lasts longer than the first.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const answer = await callUnary(
    own,
    AgentService.method.renewCertificate,
    { certificateSigningRequest: request },
    { timeoutMs: 2_000 },
  );
  own.close();
  return { privateKey, certificate: answer.certificate };
}

test('an agent of another protocol version gets a clear refusal (N9)', async () => {
  const agent = await FakeAgent.join(central);
  expect(await refusal(agent.connect({ protocolVersion: 0 }))).toMatch(
    /^FAILED_PRECONDITION protocol_too_old: .*Upgrade the agent/,
  );
  expect(await refusal(agent.connect({ protocolVersion: 9 }))).toMatch(
    /^FAILED_PRECONDITION protocol_too_new: .*Upgrade central/,
  );
});

test('a newer connection replaces the older one; taking turns is recognised', async () => {
  const first = await FakeAgent.join(central);
  const second = new FakeAgent(central, first.identity);
  await first.connect();
  await second.connect();
  await first.until(() => first.ended !== undefined);
  expect(statusOf(first.ended)).toMatch(/^ABORTED connection_replaced/);
  expect((await listNodes(central.context))[0]).toMatchObject({ online: true, warning: undefined });
  await first.connect();
  await second.connect();
  await second.until(async () => (await listNodes(central.context))[0]?.warning !== undefined);
  await second.until(async () => {
    const audit = await central.context.db.auditEntry.findMany();
    return audit.filter(({ action }) => action === 'node.identity_shared').length === 1;
  });
});

test('a malformed message is ignored and logged; the stream goes on', async () => {
  const agent = await FakeAgent.join(central);
  await agent.connect();
  agent.sayBytes(Buffer.from([0xff, 0xff, 0xff]));
  agent.say({ case: 'heartbeat', value: { load1m: 1 } });
  await agent.until(async () => (await listNodes(central.context))[0]?.lastHeartbeat !== null);
  expect(agent.ended).toBeUndefined();
  expect(central.logged.join('')).toContain('not understood');
});

test('a stream without heartbeats is ended (T1)', async () => {
  const agent = await FakeAgent.join(central);
  await agent.connect();
  central.clock.forward(31);
  await keepHouse(central.context);
  await agent.until(() => agent.ended !== undefined);
  expect(statusOf(agent.ended)).toMatch(/^ABORTED connection_silent: No heartbeat for 30 s/);
});

test('a node with projects is removed only by force; its name is free then', async () => {
  const agent = await FakeAgent.join(central);
  await central.createProject(agent.identity.nodeId);
  const { nodeId } = agent.identity;
  await expect(removeNode(central.context, nodeId, { actor: 'test' })).rejects.toThrow(
    'oslo still has projects: shop',
  );
  await removeNode(central.context, nodeId, { actor: 'test', force: true });
  expect(await listNodes(central.context)).toEqual([]);
  expect(await refusal(agent.connect())).toMatch(/^UNAUTHENTICATED node_revoked/);
  const next = await FakeAgent.join(central);
  expect(next.identity.nodeId).not.toBe(nodeId);
});
