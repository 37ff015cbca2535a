import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRouter } from '../../node-agent/adapters/caddy.ts';
import { startCaddy } from '../support/caddy.ts';
import { ask } from '../support/http.ts';
import { makeRelease, testProject } from '../support/releases.ts';

const switches = 2_000;
const visitors = 8;

test('a request that comes between two switches finds a release, however fast they follow', async () => {
  const root = await mkdtemp(join(tmpdir(), 'vpspilot-race-'));
  const caddy = await startCaddy();
  try {
    const app = testProject(root, 1);
    const router = createRouter({
      caddyAdmin: caddy.admin,
      httpPort: caddy.httpPort,
      httpsPort: 0,
    });
    await router.setProjects([app]);
    // Port 1: nobody listens there, so an answer of 502 says that a release was found.
    for (const number of [1, 2]) {
      await router.switchTo(await makeRelease(root, app, { number, port: number }), app.folders);
    }
    let stopped = false;
    const statuses = new Map<number, number>();
    const visit = async () => {
      while (!stopped) {
        const { status } = await ask({ port: caddy.httpPort, host: 'app1.localhost', path: '/' });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const visiting = Array.from({ length: visitors }, visit);
    const link = join(dirname(app.folders.current), 'next');
    for (let count = 0; count < switches; count += 1) {
      await symlink(app.folders.release(1 + (count % 2)), link);
      await rename(link, app.folders.current);
      await sleep(1);
    }
    stopped = true;
    await Promise.all(visiting);
    expect([...statuses.keys()]).toEqual([502]);
    expect(statuses.get(502)).toBeGreaterThan(100);
  } finally {
    await caddy.stop();
    await rm(root, { recursive: true, force: true });
  }
});
