import { fromBinary } from '@bufbuild/protobuf';
import { compactDecrypt, importJWK } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConnection } from '../../../central/github/connections.ts';
import { createDeployKey } from '../../../central/github/deploy-keys.ts';
import { repositoryAccess } from '../../../central/github/repository-access.ts';
import { type Command, CommandSchema } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { FakeAgent } from '../../support/fake-agent.ts';
import { FakeGithub } from '../../support/fake-github/fake-github.ts';
import { OutboxCentral } from '../../support/outbox-central.ts';

const token = 'ghp_0123456789abcdefPOISON';
let github: FakeGithub;
let outbox: OutboxCentral;
let agent: FakeAgent;

beforeEach(async () => {
  github = await FakeGithub.start();
  github.install('acme/shop');
  outbox = await OutboxCentral.start();
  agent = await FakeAgent.join(outbox.central);
  await outbox.addProject(agent.identity.nodeId);
});
afterEach(async () => {
  agent.disconnect();
  await outbox.stop();
  await github.stop();
});

const project = () =>
  outbox.context.db.project.findUniqueOrThrow({ where: { id: outbox.projectId } });

function change(data: { repositoryUrl?: string; githubConnectionId?: number }) {
  return outbox.context.db.project.update({ where: { id: outbox.projectId }, data });
}

async function connect(kind: 'app' | 'token', apiUrl = github.url): Promise<void> {
  const { id } = await createConnection(outbox.context, {
    ...{ name: 'acme', kind, apiUrl, actor: 'test' },
    ...(kind === 'token'
      ? { token }
      : { appId: github.appId, privateKey: github.privateKey('pkcs8') }),
  });
  await change({
    githubConnectionId: id,
    repositoryUrl: `https://${new URL(github.url).host}/acme/shop.git`,
  });
}

async function commandOf(id: string): Promise<Command> {
  await agent.untilCommands(1);
  return agent.commands().find((one) => one.id === id) as Command;
}

/** As the agent opens it. */
async function opened(jwe: string): Promise<Record<string, string>> {
  const key = await importJWK(agent.identity.sealingKey, 'ECDH-ES+A256KW');
  const { plaintext } = await compactDecrypt(jwe, key);
  return JSON.parse(Buffer.from(plaintext).toString());
}

test('an App gives the node a token of an hour that can read this repository and nothing else', async () => {
  await connect('app');
  await agent.connect({ features: ['source_credential'] });
  const { id } = await outbox.deploy();
  const { command } = await commandOf(id);
  if (command.case !== 'deploy') throw new Error('no deploy command');
  const credential = await opened(command.value.sealedCredential);
  const made = github.installationTokens.get(credential['token'] ?? '');
  expect(credential).toMatchObject({
    kind: 'token',
    host: new URL(github.url).host,
    username: 'x-access-token',
  });
  expect(made).toMatchObject({ permissions: { contents: 'read' }, repositories: ['acme/shop'] });
  const row = await outbox.context.db.nodeCommand.findUniqueOrThrow({ where: { id } });
  const stored = fromBinary(CommandSchema, row.payload);
  if (stored.command.case !== 'deploy') throw new Error('no deploy command');
  expect(stored.command.value.sealedCredential).toBe('');
  expect(Buffer.from(row.payload).toString('latin1')).not.toContain(credential['token']);
});

test('a deploy key goes along sealed, and the address has its ssh form', async () => {
  const { publicKey } = await createDeployKey(outbox.context, await project(), 'test');
  await agent.connect({ features: ['source_credential'] });
  const { id } = await outbox.deploy();
  const { command } = await commandOf(id);
  if (command.case !== 'deploy') throw new Error('no deploy command');
  expect(command.value.repositoryUrl).toBe('ssh://git@github.com/acme/shop.git');
  const credential = await opened(command.value.sealedCredential);
  expect(credential).toMatchObject({ kind: 'ssh_key', host: 'github.com' });
  expect(credential['privateKey']).toContain('BEGIN OPENSSH PRIVATE KEY');
  expect(publicKey).toMatch(/^ssh-ed25519 \S+ vpspilot-shop$/);
});

test('a token never goes to another host than its own, whatever the address of the project says', async () => {
  await connect('token');
  for (const url of [
    'https://github.com/acme/shop.git',
    `https://evil.example/acme/shop.git`,
    `https://127.0.0.1.evil.example/acme/shop.git`,
    'git@evil.example:acme/shop.git',
    '/srv/git/shop.git',
  ]) {
    await change({ repositoryUrl: url });
    expect(await repositoryAccess(outbox.context, outbox.projectId)).toEqual({
      url,
      credential: undefined,
    });
  }
  await change({ repositoryUrl: `https://${new URL(github.url).host}/acme/shop` });
  const { credential } = await repositoryAccess(outbox.context, outbox.projectId);
  expect(credential).toMatchObject({ kind: 'token', token });
});

test('GitHub hiccups: the deployment waits a moment; it refuses: the deployment says why', async () => {
  await connect('app');
  github.planned.push({ path: /\/installation$/, status: 502 });
  const { credential } = await repositoryAccess(outbox.context, outbox.projectId);
  expect(credential).toMatchObject({ kind: 'token' });
  github.installations.clear();
  await agent.connect({ features: ['source_credential'] });
  const { id } = await outbox.deploy();
  const row = await outbox.context.db.deployment.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ state: 'failed', failureCode: 'github_token_unavailable' });
  expect(row.failureMessage).toContain('The App is not installed for acme/shop');
});

test('an agent that knows no credentials is told to be upgraded', async () => {
  await createDeployKey(outbox.context, await project(), 'test');
  await agent.connect();
  const { id } = await outbox.deploy();
  const row = await outbox.context.db.deployment.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ state: 'failed', failureCode: 'agent_outdated' });
});
