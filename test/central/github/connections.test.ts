import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import examples from '@octokit/webhooks-examples';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeGithub } from '../../support/fake-github/fake-github.ts';
import {
  addNode,
  addProject,
  decidedDeliveries,
  type HttpCentral,
  startHttpCentral,
} from '../../support/http-central.ts';

const token = 'ghp_0123456789abcdefPOISON';
const secret = 'POISON-webhook-secret';
let github: FakeGithub;
let central: HttpCentral;

beforeEach(async () => {
  github = await FakeGithub.start();
  central = await startHttpCentral({ settings: { allowPrivateTargets: ['127.0.0.1'] } });
});
afterEach(async () => {
  await central.close();
  await github.stop();
});

const path = 'github/connections';
const appWish = (changes: object = {}) => ({
  ...{ name: 'acme', kind: 'app', apiUrl: github.url, appId: github.appId, webhookSecret: secret },
  privateKey: github.privateKey(),
  ...changes,
});
const add = (body: object) => central.call('POST', path, { body });

test('an App and a token are added, tested, listed without their secrets, and removed', async () => {
  const app = await add(appWish());
  expect(app.status, app.text).toBe(201);
  expect(app.body).toMatchObject({ name: 'acme', kind: 'app', appId: '4711', projects: [] });
  expect(app.body.credential).toMatch(/^SHA256:/);
  expect(app.body.webhookUrl).toMatch(/\/webhooks\/github$/);
  const pat = await add({ name: 'ada', kind: 'token', apiUrl: github.url, token });
  expect(pat.body).toMatchObject({ credential: 'ghp_…ISON', webhookUrl: null });
  github.tokens.set(token, { login: 'ada', scopes: 'repo, read:org', repositories: [] });

  const tested = await central.call('POST', `${path}/acme/test`);
  expect(tested.body).toEqual({
    ok: true,
    account: 'acme-vpspilot',
    detail: 'The App may: contents: read, metadata: read, statuses: write, deployments: write',
  });
  github.appPermissions = { contents: 'write', statuses: 'read' };
  expect((await central.call('POST', `${path}/acme/test`)).body).toMatchObject({
    ok: false,
    detail: expect.stringContaining('It also needs statuses: write, deployments: write'),
  });
  expect((await central.call('POST', `${path}/ada/test`)).body).toEqual({
    ...{ ok: true, account: 'ada' },
    detail: 'A classic token with the scopes repo, read:org',
  });
  github.tokens.clear();
  expect((await central.call('POST', `${path}/ada/test`)).body).toMatchObject({
    ...{ ok: false, account: null },
    detail: expect.stringContaining('wrong, has expired or was revoked'),
  });

  const list = await central.call('GET', path);
  expect(list.body.items.map(({ name }: { name: string }) => name)).toEqual(['acme', 'ada']);
  expect((await central.call('DELETE', `${path}/${pat.body.id}`)).status).toBe(204);
  expect((await central.call('DELETE', `${path}/ada`)).body.code).toBe(
    'github_connection_not_found',
  );
});

test('what cannot work is refused with what is missing', async () => {
  const codeOf = async (body: object) => (await add(body)).body.code;
  expect(await codeOf(appWish({ appId: undefined }))).toBe('github_connection_incomplete');
  expect(await codeOf(appWish({ token }))).toBe('github_connection_incomplete');
  expect(await codeOf({ name: 'a', kind: 'token', apiUrl: github.url })).toBe(
    'github_connection_incomplete',
  );
  expect(await codeOf(appWish({ privateKey: 'POISON' }))).toBe('github_key_invalid');
  expect(await codeOf(appWish({ apiUrl: 'http://169.254.169.254' }))).toBe('target_refused');
  expect(await codeOf(appWish({ apiUrl: 'http://github.lan' }))).toBe('target_invalid');
  expect((await add(appWish({ privateKey: github.privateKey('pkcs8') }))).status).toBe(201);
  expect(await add(appWish())).toMatchObject({
    status: 409,
    body: { code: 'github_connection_exists' },
  });
});

/** GitHub's own example of an event, with our repository and commit in it. */
function example(name: string, changes: object): object {
  const all = examples as unknown as { name: string; examples: object[] }[];
  const found = all.find((one) => one.name === name)?.examples[0];
  if (found === undefined) throw new Error(`no example of ${name}`);
  return { ...found, ...changes };
}

test("an App's one webhook reaches the projects that use it; what concerns none is kept with its reason", async () => {
  await addNode(central.context);
  const mine = await addProject(central);
  await addProject(central, { name: 'other' });
  const { body: connection } = await add(appWish());
  await central.context.db.project.update({
    where: { id: mine.id },
    data: { githubConnectionId: connection.id },
  });
  const repository = { full_name: 'Acme/Shop' };
  const push = example('push', {
    ...{ ref: 'refs/heads/main', after: 'a'.repeat(40), deleted: false, repository },
    head_commit: { id: 'a'.repeat(40), message: 'Sell', author: { name: 'Ada' } },
  });
  const answer = await central.hook(secret, push);
  expect(answer.body).toMatchObject({ outcome: 'received', deliveries: [expect.any(Number)] });
  const [delivery] = await decidedDeliveries(central);
  expect(delivery).toMatchObject({ project: 'shop', outcome: 'deployed' });

  // The repository still has its own webhook, which tells of the same push.
  expect((await central.hook(mine.secret, push)).body).toMatchObject({ outcome: 'received' });
  const [second] = await decidedDeliveries(central);
  expect(second).toMatchObject({ outcome: 'ignored', reason: 'duplicate_delivery' });
  const next = { ...push, after: 'b'.repeat(40) };
  for (const commit of [next, push]) {
    await central.hook(secret, commit);
    expect((await decidedDeliveries(central))[0]).toMatchObject({ outcome: 'deployed' });
  }

  const tell = async (event: string, body: object, key = secret) =>
    (await central.hook(key, body, { 'x-github-event': event })).body;
  const elsewhere = { ...push, repository: { full_name: 'acme/unknown' } };
  expect(await tell('ping', example('ping', {}))).toMatchObject({ reason: 'ping' });
  expect(await tell('installation', example('installation', {}))).toMatchObject({
    ...{ outcome: 'ignored', reason: 'installation' },
  });
  expect(
    await tell('installation_repositories', example('installation_repositories', {})),
  ).toMatchObject({ reason: 'installation' });
  expect(await tell('push', elsewhere)).toMatchObject({ reason: 'unknown_repository' });
  expect(await tell('issues', { action: 'opened' })).toMatchObject({ reason: 'other_event' });
  expect(await tell('push', push, 'a wrong secret of the App')).toMatchObject({
    code: 'bad_signature',
  });
  const kept = (await decidedDeliveries(central)).map(({ reason }) => reason).filter(Boolean);
  expect(kept.toSorted()).toEqual([
    ...['bad_signature', 'duplicate_delivery', 'installation', 'installation', 'other_event'],
    ...['ping', 'unknown_repository'],
  ]);
});

test('keys, tokens and secrets are nowhere in clear: database, logs, answers, audit', async () => {
  await addNode(central.context);
  await addProject(central);
  const answers = [
    await add(appWish()),
    await add({ name: 'ada', kind: 'token', apiUrl: github.url, token }),
    await add(appWish({ name: 'bad', privateKey: 'POISON' })),
    await central.call('POST', 'projects/shop/deploy-key'),
    await central.call('POST', `${path}/ada/test`),
    await central.call('GET', path),
    await central.call('GET', 'projects/shop'),
    await central.call('GET', 'audit'),
  ];
  const said = answers.map(({ text }) => text).join('\n');
  await central.context.db.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
  const database = readFileSync(join(central.directory, 'vpspilot.db'), 'latin1');
  const pem = github.privateKey('pkcs8').split('\n')[3] ?? 'missing';
  for (const place of [said, central.logged.join('\n'), database]) {
    for (const canary of ['POISON', pem, 'PRIVATE KEY-----\\n'])
      expect(place).not.toContain(canary);
  }
  // The canaries are looked for where they would be.
  expect(database).toContain('ghp_…ISON'.split('…')[1]);
  expect(
    await central.context.secretBox.open(
      (await central.context.db.githubConnection.findUniqueOrThrow({ where: { name: 'ada' } }))
        .credential,
    ),
  ).toBe(token);
});
