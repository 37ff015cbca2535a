import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRouter } from '../../node-agent/adapters/caddy.ts';
import { callAdmin } from '../../node-agent/adapters/caddy-admin.ts';
import { createRequestLog } from '../../node-agent/adapters/request-log.ts';
import { startCaddy, type TestCaddy } from '../support/caddy.ts';
import { ask } from '../support/http.ts';
import { testProject } from '../support/releases.ts';

let root: string;
let caddy: TestCaddy;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vpspilot-request-log-'));
  caddy = await startCaddy();
});
afterEach(async () => {
  await caddy.stop();
  await rm(root, { recursive: true, force: true });
});

const settings = () => ({ caddyAdmin: caddy.admin, httpPort: caddy.httpPort, httpsPort: 0 });

async function config(): Promise<string> {
  return (await callAdmin(caddy.admin, { method: 'GET', path: '/config/' })).body;
}

test('Caddy reports each answered request; a second look changes nothing', async () => {
  const requests = createRequestLog(root);
  await createRouter(settings(), requests).setProjects([testProject(root, 1)]);
  const before = await config();
  expect(before).toContain('udp/127.0.0.1:');
  for (const path of ['/', '/?token=POISON', '/a']) {
    await ask({ port: caddy.httpPort, host: 'app1.localhost', path });
  }
  await ask({ port: caddy.httpPort, host: 'unknown.localhost' });
  let seen = 0;
  await expect
    .poll(() => {
      const [counts] = requests.take().values();
      seen += counts?.count ?? 0;
      // There is no release: 503.
      return counts === undefined ? seen : [seen, counts.errors, counts.times.size];
    })
    .toEqual([3, 3, expect.any(Number)]);
  // Again, as after a restart of the agent: all is as wanted already.
  await createRouter(settings(), requests).setProjects([testProject(root, 1)]);
  expect(await config()).toBe(before);
});

test('a Caddy that refuses the log serves all the same, and nothing is counted', async () => {
  const requests = { ...createRequestLog(root), port: async () => -1 };
  await createRouter(settings(), requests).setProjects([testProject(root, 1)]);
  const { status } = await ask({ port: caddy.httpPort, host: 'app1.localhost' });
  expect(status).toBe(503);
  expect(await config()).not.toContain('udp/');
  expect(requests.take().size).toBe(0);
});
