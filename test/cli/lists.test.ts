import { describe, expect, test } from 'vitest';
import { cliWithCentral } from '../support/cli-with-central.ts';
import { fakeDeployment, fakeProject } from '../support/fake-central-http.ts';

const { central, run } = cliWithCentral();

describe('lists', () => {
  test('projects, over all pages', async () => {
    central().on('GET /api/v1/projects', ({ query }) =>
      query.get('cursor') === '1'
        ? { items: [fakeProject({ slug: 'blog', domains: [] })], next: null }
        : {
            items: [
              fakeProject({
                live: fakeDeployment({ state: 'live' }),
                latest: fakeDeployment({ state: 'failed' }),
              }),
            ],
            next: '1',
          },
    );
    const { stdout } = await run('projects');
    expect(stdout).toMatch(/^shop +✗ failed +7 .* oslo +shop\.example\.org$/m);
    expect(stdout).toMatch(/^blog +– never deployed/m);
    const { items } = JSON.parse((await run('projects list --json')).stdout);
    expect(items).toHaveLength(2);
  });

  test('deployments, with why one failed', async () => {
    const failure = { code: 'build_failed', message: 'npm run build ended with 1', hint: '' };
    central().on('GET /api/v1/projects/shop/deployments', () => ({
      items: [
        fakeDeployment({ state: 'failed', failure }),
        fakeDeployment({ number: 6, state: 'live', kind: 'rollback', toRelease: 4 }),
      ],
      next: null,
    }));
    const { stdout } = await run('deployments shop');
    expect(stdout).toMatch(
      /^7 +✗ failed +manual .*3f2a9c1 Fix the cart – npm run build ended with 1$/m,
    );
    expect(stdout).toMatch(/^6 +● live +rollback .*rollback to 4/m);
  });

  test('secrets never show a value', async () => {
    central().on('GET /api/v1/projects/shop/secrets', () => ({
      environmentVersion: 3,
      items: [
        {
          key: 'API_KEY',
          node: null,
          version: 3,
          updatedAt: '2026-01-02T03:04:05.000Z',
          updatedBy: 'ada',
        },
      ],
    }));
    expect((await run('secrets shop')).stdout).toMatch(/^API_KEY +all +3 .*ada$/m);
  });

  test('nodes, and the line that adds one', async () => {
    central().on('GET /api/v1/nodes', () => ({
      items: [
        {
          name: 'oslo',
          connected: false,
          lastSeenAt: null,
          hostname: 'h',
          system: 's',
          nixVersion: '2.8',
          serviceManager: 'systemd',
          agentVersion: '1',
        },
      ],
    }));
    central().on('POST /api/v1/nodes/join-tokens', () => ({
      token: 'vpj_x',
      nodeName: 'oslo',
      rejoins: false,
      expiresAt: new Date(Date.now() + 3_600_000),
      installCommand: 'curl … | sh',
    }));
    expect((await run('nodes')).stdout).toMatch(/^oslo +✗ offline/m);
    expect((await run('nodes token oslo')).stdout).toContain('\n  curl … | sh\n');
    expect(central().bodies('POST /api/v1/nodes/join-tokens')).toEqual([
      { nodeName: 'oslo', ttlMinutes: 60 },
    ]);
  });
});
