import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Deployment } from '../../../../prisma/client/client.ts';
import { addContents, addDeployment } from '../../../support/deployment-rows.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let project: { id: number };
let first: Deployment;
let second: Deployment;
let failed: Deployment;

const sha = (letter: string) => letter.repeat(40);
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const evil = '<img src=x onerror=alert(1)> \u001b[31mred';

function setSecrets(body: object) {
  return central.call('PATCH', 'projects/shop/secrets', { body: { ...body, apply: false } });
}

async function add(minute: number, wish: Parameters<typeof addDeployment>[2]) {
  const times = { createdAt: at(minute), sentAt: at(minute), startedAt: at(minute) };
  return addDeployment(central.context, project.id, { ...times, ...wish });
}

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context, 'oslo');
  await addNode(central.context, 'bergen');
  project = await addProject(central, { node: 'oslo' });
  await setSecrets({ set: { A: 'secret-a', B: 'secret-b' } });
  first = await add(1, { state: 'replaced', liveAt: at(1), commit: sha('a'), commitAuthor: 'Ada' });
  await setSecrets({ set: { A: 'other-a', C: 'secret-c' }, unset: ['B'] });
  await setSecrets({ set: { D: 'not here' }, node: 'bergen' });
  failed = await add(2, { state: 'failed', step: 'build', finishedAt: at(2), commit: sha('f') });
  second = await add(3, {
    ...{ state: 'live', kind: 'manual', liveAt: at(3), commit: sha('b') },
    ...{ commitMessage: evil, commitAuthor: 'Grace' },
  });
  const bash = { name: 'bash', version: '5.2', bytes: 100 };
  await addContents(central.context, first.id, {
    ...{ config: { name: 'shop', env: { LEVEL: 'info' } }, closure: [bash] },
  });
  await addContents(central.context, second.id, {
    config: { name: 'shop', env: { LEVEL: 'debug' } },
    closure: [{ ...bash, version: '5.3', bytes: 120 }],
    commits: [{ sha: sha('b'), subject: evil, author: 'Grace' }],
    commitsMore: true,
  });
  await central.context.db.deploymentStep.createMany({
    data: [
      { deploymentId: second.id, name: 'build', state: 'done', startedAt: at(4), durationMs: 900 },
      { deploymentId: second.id, name: 'fetch', state: 'done', startedAt: at(3), durationMs: 100 },
    ],
  });
});

afterAll(() => central.close());

async function numbers(query: string): Promise<number[]> {
  const { body } = await central.call('GET', `projects/shop/deployments?${query}`, {
    as: 'viewer',
  });
  return body.items.map(({ number }: { number: number }) => number);
}

describe('the list of deployments', () => {
  test('has steps in their order, and where the commit can be read', async () => {
    const { body } = await central.call('GET', 'projects/shop/deployments?limit=1');
    expect(body.items[0]).toMatchObject({
      number: 3,
      authorName: 'Grace',
      commitMessage: evil,
      commitUrl: `https://github.com/Acme/Shop/commit/${sha('b')}`,
      steps: [
        { name: 'fetch', state: 'done', durationMs: 100 },
        { name: 'build', state: 'done', durationMs: 900 },
      ],
    });
  });

  test.each([
    ['', [3, 2, 1]],
    ['state=failed', [2]],
    ['kind=manual', [3]],
    ['q=ada', [1]],
    ['q=FFFF', [2]],
    ['q=onerror', [3]],
    ['q=nothing', []],
    ['q=%20', [3, 2, 1]],
    ['state=live&kind=push', []],
  ])('filtered by %j', async (query, expected) => {
    expect(await numbers(query)).toEqual(expected);
  });

  test('an unknown state is refused', async () => {
    expect((await central.call('GET', 'projects/shop/deployments?state=lost')).status).toBe(400);
  });
});

describe('one deployment', () => {
  const show = async (path: string, as: 'deployer' | 'viewer' = 'deployer') =>
    (await central.call('GET', path, { as })).body;

  test('is the same by its number and by its id', async () => {
    const byNumber = await show('projects/shop/deployments/3');
    expect(byNumber).toEqual(await show(`deployments/${second.id}`));
    expect(byNumber.id).toBe(second.id);
    const missing = await central.call('GET', 'projects/shop/deployments/99');
    expect([missing.status, missing.body.code]).toEqual([404, 'deployment_not_found']);
  });

  test('tells what is different from the release that was live before', async () => {
    const { compare } = await show('projects/shop/deployments/3');
    expect(compare).toEqual({
      against: 1,
      commits: [
        {
          ...{ sha: sha('b'), subject: evil, author: 'Grace' },
          url: `https://github.com/Acme/Shop/commit/${sha('b')}`,
        },
      ],
      commitsMore: true,
      config: [{ path: 'env.LEVEL', from: 'info', to: 'debug' }],
      secrets: { added: ['C'], removed: ['B'], changed: ['A'] },
      closure: {
        ...{ added: [], removed: [], bytesFrom: 100, bytesTo: 120 },
        changed: [{ name: 'bash', from: '5.2', to: '5.3', bytes: 20 }],
      },
    });
    expect(JSON.stringify(compare)).not.toMatch(/secret-|other-/);
  });

  test('the first one has nothing before it', async () => {
    const { compare } = await show('projects/shop/deployments/1');
    expect(compare).toMatchObject({ against: null, config: [], closure: null });
    expect(compare.secrets).toEqual({ added: ['A', 'B'], removed: [], changed: [] });
  });

  test('a rollback has the contents of the release it returned to', async () => {
    const wish = { kind: 'rollback', toRelease: 1, liveAt: at(9), environmentVersion: 1 };
    const rollback = await add(9, { ...wish, state: 'replaced' });
    await addContents(central.context, rollback.id, {
      closure: [{ name: 'bash', version: '5.2', bytes: 100 }],
    });
    const { compare } = await show(`deployments/${rollback.id}`);
    expect(compare).toMatchObject({
      ...{ against: 3, commits: [] },
      config: [{ path: 'env.LEVEL', from: 'debug', to: 'info' }],
      secrets: { added: ['B'], removed: ['C'], changed: ['A'] },
      closure: { bytesFrom: 120, bytesTo: 100 },
    });
    await central.context.db.deployment.delete({ where: { id: rollback.id } });
  });

  test('says what may be done with it, and by whom', async () => {
    const actions = async (number: number, as?: 'viewer') =>
      (await show(`projects/shop/deployments/${number}`, as)).actions;
    expect(await actions(1)).toEqual({ cancel: false, redeploy: true, rollBack: true });
    expect(await actions(2)).toEqual({ cancel: false, redeploy: true, rollBack: false });
    expect(await actions(3)).toEqual({ cancel: false, redeploy: true, rollBack: false });
    expect(await actions(1, 'viewer')).toEqual({ cancel: false, redeploy: false, rollBack: false });
  });

  test('is deployed again with its commit; while it is not over it is not', async () => {
    const again = (id: string, as: 'deployer' | 'viewer' = 'deployer') =>
      central.call('POST', `deployments/${id}/redeploy`, { as });
    expect((await again(failed.id, 'viewer')).status).toBe(403);
    const { status, body } = await again(failed.id);
    expect([status, body.kind, body.state, body.commit, body.createdBy]).toEqual([
      ...[202, 'manual', 'queued', sha('f'), 'token:test-deployer'],
    ]);
    const refused = await again(body.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'deployment_unfinished']);
  });
});

describe('the log of a deployment', () => {
  beforeAll(async () => {
    const line = (step: string, text: string, stderr = false) => ({
      ...{ deploymentId: second.id, at: at(5), kind: 'output', step, text, stderr },
    });
    await central.context.db.logLine.createMany({
      data: [
        line('fetch', 'Cloning'),
        line('build', evil, true),
        { ...line('build', '{"state":"running"}'), kind: 'state', step: '' },
        line('build', '100% of _all_'),
      ],
    });
  });

  const log = async (query: string) =>
    (await central.call('GET', `deployments/${second.id}/log?format=json&${query}`)).body;

  test('a page may be longer than the parameters that SQLite takes', async () => {
    const data = Array.from({ length: 1_999 }, (_, index) => ({
      ...{ deploymentId: failed.id, at: at(6), kind: 'output', step: 'build', text: `${index}` },
    }));
    await central.context.db.logLine.createMany({ data });
    const { body } = await central.call(
      'GET',
      `deployments/${failed.id}/log?format=json&limit=2000`,
    );
    expect(body.items.map(({ text }: { text: string }) => text)).toEqual(
      data.map(({ text }) => text),
    );
  });

  test('comes in pages, as it was printed', async () => {
    const page = await log('limit=2');
    expect(page.items).toMatchObject([
      { step: 'fetch', stderr: false, text: 'Cloning', at: at(5).toISOString() },
      { step: 'build', stderr: true, text: evil },
    ]);
    const rest = await log(`limit=2&after=${page.next}`);
    expect(rest.items.map(({ text }: { text: string }) => text)).toEqual(['100% of _all_']);
    expect(rest.next).toBeNull();
  });

  test.each([
    ['q=ONERROR', [evil]],
    ['q=100%25', ['100% of _all_']],
    ['q=0%250', []],
    ['q=_all_', ['100% of _all_']],
    ['q=cl_ning', []],
    ['step=fetch', ['Cloning']],
    ['step=build&q=cloning', []],
  ])('is searched by %j', async (query, texts) => {
    expect((await log(query)).items.map(({ text }: { text: string }) => text)).toEqual(texts);
  });

  test('is text for a file, of a type that no browser takes for a page', async () => {
    const { headers, text } = await central.call('GET', `deployments/${second.id}/log`);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-disposition']).toBe('inline; filename="shop-3.log"');
    expect(text).toContain(`build | ${evil}\n`);
    expect(text).toContain('* running');
  });
});
