import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addNode,
  addProject,
  decidedDeliveries,
  type HttpCentral,
  pushOf,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let secret: string;

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context);
  secret = (await addProject(central)).secret;
});

afterAll(() => central.close());

async function newest() {
  return (await decidedDeliveries(central))[0];
}

async function deployments(project = 'shop') {
  return (await central.call('GET', `projects/${project}/deployments?limit=200`)).body.items;
}

describe('a signed push', () => {
  test('is received at once and deployed: the pushed commit, by this delivery (K25)', async () => {
    const deliveryId = randomUUID();
    const answer = await central.hook(secret, pushOf(), { 'x-github-delivery': deliveryId });
    expect(answer).toMatchObject({
      status: 202,
      body: { outcome: 'received', deliveries: [expect.any(Number)] },
    });
    const delivery = await newest();
    expect(delivery).toMatchObject({
      deliveryId,
      event: 'push',
      project: 'shop',
      outcome: 'deployed',
      reason: '',
    });
    const [deployment] = await deployments();
    expect(deployment).toMatchObject({
      id: delivery.deploymentId,
      kind: 'push',
      commit: 'a'.repeat(40),
      branch: 'main',
      commitMessage: 'Sell more',
      commitAuthor: 'Ada',
      createdBy: `delivery:${delivery.id}`,
    });
  });

  test('form-encoded is understood as well', async () => {
    const body = `payload=${encodeURIComponent(JSON.stringify(pushOf({ after: 'f'.repeat(40) })))}`;
    const answer = await central.hook(secret, body, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(answer.status).toBe(202);
    expect(await newest()).toMatchObject({ outcome: 'deployed' });
    expect((await deployments())[0].commit).toBe('f'.repeat(40));
  });

  test('with the same delivery id it is ignored the second time, even at the same moment', async () => {
    const before = (await deployments()).length;
    const headers = { 'x-github-delivery': randomUUID() };
    const payload = pushOf({ after: 'd'.repeat(40) });
    await Promise.all([
      central.hook(secret, payload, headers),
      central.hook(secret, payload, headers),
    ]);
    const [second, first] = await decidedDeliveries(central);
    expect([first.outcome, second.outcome, second.reason]).toEqual([
      'deployed',
      'ignored',
      'duplicate_delivery',
    ]);
    expect(await deployments()).toHaveLength(before + 1);
  });

  test.each([
    ['other_branch', pushOf({ ref: 'refs/heads/dev' }), {}],
    ['deleted_branch', pushOf({ deleted: true, after: '0'.repeat(40) }), {}],
    ['tag', pushOf({ ref: 'refs/tags/v1' }), {}],
    ['skip_ci', pushOf({ head_commit: { message: 'x [skip ci]' } }), {}],
    ['ping', pushOf(), { 'x-github-event': 'ping' }],
    ['other_event', pushOf(), { 'x-github-event': 'issues' }],
  ])('is ignored: %s', async (reason, payload, headers) => {
    expect((await central.hook(secret, payload, headers)).status).toBe(202);
    expect(await newest()).toMatchObject({ outcome: 'ignored', reason, deploymentId: null });
  });

  test('is ignored while automatic deployment is off', async () => {
    await central.call('PATCH', 'projects/shop', { body: { autoDeploy: false } });
    await central.hook(secret, pushOf());
    expect(await newest()).toMatchObject({ outcome: 'ignored', reason: 'auto_deploy_off' });
    await central.call('PATCH', 'projects/shop', { body: { autoDeploy: true } });
  });

  test('for a repository of nobody is ignored and kept', async () => {
    const answer = await central.hook('any', pushOf({ repository: { full_name: 'acme/other' } }));
    expect(answer).toMatchObject({
      status: 202,
      body: { outcome: 'ignored', reason: 'unknown_repository' },
    });
    expect(await newest()).toMatchObject({
      reason: 'unknown_repository',
      project: null,
      detail: 'It names acme/other',
    });
  });

  test('without a delivery id it is deployed all the same', async () => {
    const body = JSON.stringify(pushOf({ after: 'b'.repeat(40) }));
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    };
    await central.call('POST', '/webhooks/github', { as: 'nobody', body, headers });
    expect(await newest()).toMatchObject({ deliveryId: null, outcome: 'deployed' });
  });

  test('of several megabytes keeps of its payload what decides', async () => {
    const payload = pushOf({ after: 'e'.repeat(40), commits: ['x'.repeat(3_000_000)] });
    expect((await central.hook(secret, payload)).status).toBe(202);
    const delivery = await newest();
    expect(delivery.outcome).toBe('deployed');
    const { body } = await central.call('GET', `deliveries/${delivery.id}`);
    expect(body.payload.length).toBeLessThan(2_000);
    expect(JSON.parse(body.payload)).toMatchObject({ shortened: true, after: 'e'.repeat(40) });
  });
});

describe('several projects with one repository', () => {
  test('each is deployed by its own secret', async () => {
    const docs = await addProject(central, { name: 'docs', branch: 'docs' });
    await central.hook(docs.secret, pushOf({ ref: 'refs/heads/docs' }));
    expect(await newest()).toMatchObject({ project: 'docs', outcome: 'deployed' });
    await central.hook(secret, pushOf({ ref: 'refs/heads/docs' }));
    expect(await newest()).toMatchObject({
      project: 'shop',
      outcome: 'ignored',
      reason: 'other_branch',
    });
    expect(await deployments('docs')).toHaveLength(1);
  });

  test('the address can name the project; the secret still decides', async () => {
    const body = JSON.stringify(pushOf());
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-hub-signature-256': signature,
    };
    const answer = await central.call('POST', '/webhooks/github?project=docs', {
      as: 'nobody',
      body,
      headers,
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
    expect(await newest()).toMatchObject({ project: 'docs', outcome: 'refused' });
  });
});

describe('replay', () => {
  test('decides once more by the present settings, and again if asked again', async () => {
    await central.hook(secret, pushOf({ ref: 'refs/heads/next', after: 'c'.repeat(40) }));
    const ignored = await newest();
    expect(ignored.reason).toBe('other_branch');
    await central.call('PATCH', 'projects/shop', { body: { branch: 'next' } });
    for (let round = 0; round < 2; round += 1) {
      const replayed = await central.call('POST', `deliveries/${ignored.id}/replay`, {
        as: 'deployer',
      });
      expect(replayed.status).toBe(202);
      expect(await newest()).toMatchObject({
        id: replayed.body.delivery,
        replayOf: ignored.id,
        outcome: 'deployed',
      });
    }
    expect((await deployments())[0].commit).toBe('c'.repeat(40));
    await central.call('PATCH', 'projects/shop', { body: { branch: 'main' } });
  });

  test('what nobody has signed cannot be replayed', async () => {
    await central.hook(secret, pushOf(), { 'x-hub-signature-256': 'sha256=x' });
    const { id } = await newest();
    expect(await central.call('POST', `deliveries/${id}/replay`)).toMatchObject({
      status: 409,
      body: { code: 'delivery_not_replayable' },
    });
    expect((await central.call('POST', 'deliveries/999999/replay')).status).toBe(404);
  });
});
