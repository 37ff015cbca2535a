import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let projectId: number;

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context);
  projectId = (await addProject(central)).id;
});

afterAll(() => central.close());

const deploy = (body?: object) => central.call('POST', 'projects/shop/deployments', { body });

describe('deployments by API', () => {
  test('the tip of the branch, with or without a body, or a commit', async () => {
    expect(await deploy()).toMatchObject({
      status: 202,
      body: {
        number: 1,
        kind: 'manual',
        state: 'queued',
        branch: 'main',
        commit: '',
        createdBy: 'token:test-admin',
      },
    });
    expect((await deploy({})).body).toMatchObject({ number: 2 });
    expect((await deploy({ commit: 'a'.repeat(40), branch: 'dev' })).body).toMatchObject({
      number: 3,
      commit: 'a'.repeat(40),
      branch: 'dev',
    });
  });

  test.each([
    [{ commit: 'main' }, 'invalid_request'],
    [{ commit: '--upload-pack=x' }, 'invalid_request'],
    [{ branch: '--upload-pack=x' }, 'branch_invalid'],
    [{ extra: 1 }, 'invalid_request'],
  ])('%j is refused', async (body, code) => {
    expect(await deploy(body)).toMatchObject({ status: 400, body: { code } });
  });

  test('the newest that waits wins; each is shown with what became of it', async () => {
    const { body } = await central.call('GET', 'projects/shop/deployments');
    expect(
      body.items.map(({ number, state }: { number: number; state: string }) => [number, state]),
    ).toEqual([
      [3, 'queued'],
      [2, 'superseded'],
      [1, 'superseded'],
    ]);
    const shown = await central.call('GET', `deployments/${body.items[1].id}`);
    expect(shown.body).toMatchObject({ number: 2, steps: [], finishedAt: expect.any(String) });
  });

  test('pages go on where the last one ended', async () => {
    const first = await central.call('GET', 'projects/shop/deployments?limit=2');
    const cursor = first.body.next;
    expect(cursor).toEqual(expect.any(String));
    const second = await central.call('GET', `projects/shop/deployments?limit=2&cursor=${cursor}`);
    expect(second.body).toMatchObject({ items: [{ number: 1 }], next: null });
  });

  test('canceling one that waits ends it; a second time it is over', async () => {
    const { body } = await central.call('GET', 'projects/shop/deployments?limit=1');
    const path = `deployments/${body.items[0].id}/cancel`;
    expect(await central.call('POST', path)).toMatchObject({
      status: 202,
      body: { state: 'canceled' },
    });
    expect(await central.call('POST', path)).toMatchObject({
      status: 409,
      body: { code: 'deployment_over' },
    });
    expect((await central.call('POST', 'deployments/nothing/cancel')).status).toBe(404);
  });

  test('a rollback needs something to return to', async () => {
    const rollBack = (body?: object) => central.call('POST', 'projects/shop/rollback', { body });
    expect(await rollBack()).toMatchObject({ status: 409, body: { code: 'nothing_live' } });
    expect(await rollBack({ to: 77 })).toMatchObject({
      status: 404,
      body: { code: 'release_not_found' },
    });
    expect(await rollBack({ to: 1 })).toMatchObject({
      status: 409,
      body: { code: 'release_not_kept' },
    });
    const { db } = central.context;
    await db.deployment.updateMany({
      where: { projectId, number: 1 },
      data: { state: 'replaced', liveAt: new Date() },
    });
    await db.deployment.updateMany({
      where: { projectId, number: 2 },
      data: { state: 'live', liveAt: new Date() },
    });
    expect(await rollBack()).toMatchObject({
      status: 202,
      body: { kind: 'rollback', toRelease: 1, number: 4 },
    });
  });
});

describe('nodes by API', () => {
  test('a join token comes with the line to paste', async () => {
    const { status, body } = await central.call('POST', 'nodes/join-tokens', {
      body: { nodeName: 'bergen' },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ nodeName: 'bergen', rejoins: false });
    expect(body.installCommand).toMatch(
      /^curl -fsSL 'http:\/\/[^']+\/install\.sh' \| sh -s -- --token 'vpj_[\w-]+'$/,
    );
    expect(body.installCommand).toContain(body.token);
  });

  test('a node is shown by name and id, without its keys', async () => {
    const { body, text } = await central.call('GET', 'nodes/oslo');
    expect(body).toMatchObject({
      name: 'oslo',
      connected: false,
      lastSeenAt: null,
      projectCount: 1,
    });
    expect(text).not.toMatch(/sealingKey/);
    expect((await central.call('GET', `nodes/${body.id}`)).body.name).toBe('oslo');
    expect((await central.call('GET', 'nodes')).body.items).toHaveLength(1);
  });

  test('one with projects is not removed by accident', async () => {
    expect(await central.call('DELETE', 'nodes/oslo')).toMatchObject({
      status: 409,
      body: { code: 'node_has_projects' },
    });
    expect((await central.call('POST', 'nodes/oslo/revoke')).status).toBe(204);
    expect((await central.call('DELETE', 'nodes/oslo?force=true')).status).toBe(204);
    expect((await central.call('GET', 'nodes/oslo')).status).toBe(404);
  });
});
