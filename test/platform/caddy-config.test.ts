import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../lib/logger.ts';
import { createRouter } from '../../node-agent/adapters/caddy.ts';
import { callAdmin } from '../../node-agent/adapters/caddy-admin.ts';
import { createReleaseFiles } from '../../node-agent/adapters/release-files.ts';
import { createSlots } from '../../node-agent/domain/slots.ts';
import { keepRoutes } from '../../node-agent/loops/keep-routes.ts';
import { startCaddy, type TestCaddy } from '../support/caddy.ts';
import { ask } from '../support/http.ts';
import { makeRelease, testProject } from '../support/releases.ts';

let root: string;
let caddy: TestCaddy | undefined;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vpspilot-caddy-config-'));
});
afterEach(async () => {
  await caddy?.stop();
  await rm(root, { recursive: true, force: true });
});

function routerFor({ admin, httpPort, httpsPort }: TestCaddy, withHttps = false) {
  return createRouter({ caddyAdmin: admin, httpPort, httpsPort: withHttps ? httpsPort : 0 });
}

/** Answer at app1.localhost; 0: none. 503: routed, without a release. */
async function statusOf(port: number): Promise<number> {
  return (await ask({ port, host: 'app1.localhost' }).catch(() => ({ status: 0 }))).status;
}

test('without a deployment: routes come back when Caddy is restarted, or somebody empties it', async () => {
  const started = await startCaddy();
  caddy = started;
  const releases = createReleaseFiles(root);
  const release = await makeRelease(root, testProject(root, 1), { number: 1, port: 1 });
  await releases.create(release, { file: '', sealed: '' });
  const ports = { router: routerFor(started) };
  const log = createLogger('agent', { level: 'silent' });
  const stop = new AbortController();
  const kept = keepRoutes({ releases, ports, routing: createSlots(1), log } as never, stop.signal);
  const routed = () => expect.poll(() => statusOf(started.httpPort), { timeout: 5_000 }).toBe(503);
  try {
    await routed();
    await started.restart();
    await routed();
    const admin = { listen: started.admin };
    await callAdmin(started.admin, { method: 'POST', path: '/load', body: { admin } });
    await routed();
  } finally {
    stop.abort();
    await kept;
  }
});

async function config(address: string) {
  const { body, etag } = await callAdmin(address, { method: 'GET', path: '/config/' });
  return { config: JSON.parse(body), etag };
}

test('a project without a release, an unknown name', async () => {
  caddy = await startCaddy();
  // At once: Caddy itself may still be starting.
  await routerFor(caddy).setProjects([testProject(root, 1)]);
  const missing = await ask({ port: caddy.httpPort, host: 'app1.localhost' });
  expect([missing.status, missing.body]).toEqual([503, expect.stringContaining('no release yet')]);
  const unknown = await ask({ port: caddy.httpPort, host: 'other.localhost' });
  expect([unknown.status, unknown.body]).toEqual([404, expect.stringContaining('other.localhost')]);
});

test('unchanged projects change nothing, others’ configuration stays', async () => {
  caddy = await startCaddy();
  const router = routerFor(caddy);
  const other = { listen: ['127.0.0.1:0'], routes: [] };
  await callAdmin(caddy.admin, {
    method: 'POST',
    path: '/config/apps',
    body: { http: { servers: { other } } },
  }).catch(() => undefined);
  await router.setProjects([testProject(root, 1), testProject(root, 2)]);
  const before = await config(caddy.admin);
  await router.setProjects([testProject(root, 2), testProject(root, 1)]);
  expect((await config(caddy.admin)).config).toEqual(before.config);
  expect(Object.keys(before.config.apps.http.servers)).toContain('vpspilot');
  await router.setProjects([testProject(root, 2)]);
  const after = await config(caddy.admin);
  expect(JSON.stringify(after.config)).not.toContain('app1.localhost');
  expect(after.config.apps.http.servers.vpspilot.routes[0]['@id']).toBe('vpspilot-project-2');
});

test('a Caddy that lost its configuration gets it again', async () => {
  caddy = await startCaddy();
  const router = routerFor(caddy);
  await router.setProjects([testProject(root, 1)]);
  await caddy.restart();
  await router.setProjects([testProject(root, 1)]);
  expect((await ask({ port: caddy.httpPort, host: 'app1.localhost' })).status).toBe(503);
});

test('changes at the same time do not undo each other’s result', async () => {
  caddy = await startCaddy();
  const router = routerFor(caddy);
  const projects = Array.from({ length: 8 }, (_, index) => testProject(root, index + 1));
  await Promise.all(projects.map((_, index) => router.setProjects(projects.slice(0, index + 1))));
  const { config: final } = await config(caddy.admin);
  expect(final.apps.http.servers.vpspilot.routes).toHaveLength(9);
});

test('the admin API may be a Unix socket', async () => {
  caddy = await startCaddy({ adminSocket: true });
  await routerFor(caddy).setProjects([testProject(root, 1)]);
  expect((await ask({ port: caddy.httpPort, host: 'app1.localhost' })).status).toBe(503);
});

test('public names get HTTPS, local ones stay plain', async () => {
  caddy = await startCaddy({ ownCertificates: true });
  const project = testProject(root, 1, ['shop.example.org', 'shop.localhost']);
  await routerFor(caddy, true).setProjects([project]);
  const { config: made } = await config(caddy.admin);
  const { vpspilot, vpspilot_https: secure } = made.apps.http.servers;
  expect(vpspilot.routes[0].match[0].host).toEqual(['shop.localhost']);
  expect(secure.routes[0].match[0].host).toEqual(['shop.example.org']);
  expect(secure.listen).toEqual([`:${caddy.httpsPort}`]);
  const redirect = await ask({ port: caddy.httpPort, host: 'shop.example.org' });
  expect([redirect.status, redirect.headers.location]).toEqual([308, 'https://shop.example.org/']);
  expect((await ask({ port: caddy.httpPort, host: 'shop.localhost' })).status).toBe(503);
});

test('no Caddy: said with its address and what to do', async () => {
  const router = createRouter({ caddyAdmin: '127.0.0.1:1', httpPort: 8_080, httpsPort: 0 });
  await expect(router.setProjects([])).rejects.toMatchObject({
    code: 'caddy_unreachable',
    message: expect.stringContaining('127.0.0.1:1'),
  });
});

test('a port that is taken: Caddy’s own words', async () => {
  caddy = await startCaddy();
  const other = createServer().listen(caddy.httpPort);
  await once(other, 'listening');
  const outcome = routerFor(caddy).setProjects([]);
  await expect(outcome).rejects.toMatchObject({
    code: 'caddy_refused',
    message: expect.stringContaining('address already in use'),
  });
  other.close();
});

test('a static site: pages, compression, caching, single page, 404 page', async () => {
  caddy = await startCaddy();
  const router = routerFor(caddy);
  const site = testProject(root, 1);
  await router.setProjects([site]);
  const get = (path: string, headers = {}) =>
    ask({ port: caddy?.httpPort ?? 0, host: 'app1.localhost', path, headers });
  const files = {
    'public/index.html': '<h1>one</h1>',
    'public/about.html': 'about',
    'public/sub/index.html': 'sub',
    'public/assets/index-DiwrgTda.js': 'x'.repeat(5_000),
    'public/.env': 'SECRET',
  };
  await router.switchTo(await makeRelease(root, site, { number: 1, port: 0, files }), site.folders);

  const page = await get('/');
  expect([page.status, page.body]).toEqual([200, '<h1>one</h1>']);
  expect(page.headers['cache-control']).toBe('no-cache');
  expect((await get('/', { 'if-none-match': page.headers.etag })).status).toBe(304);
  expect((await get('/about')).body).toBe('about');
  expect((await get('/sub/')).body).toBe('sub');
  expect((await get('/deep/link')).body).toBe('<h1>one</h1>');
  expect((await get('/missing.js')).status).toBe(404);
  expect((await get('/.env')).body).not.toContain('SECRET');
  expect((await get('/%2e%2e/%2e%2e/release.json')).body).not.toContain('{');
  const script = await get('/assets/index-DiwrgTda.js', { 'accept-encoding': 'gzip' });
  expect(script.headers['content-encoding']).toBe('gzip');
  expect(script.headers['cache-control']).toContain('immutable');

  // The same size and, as in the Nix store, the same date: only the release differs.
  const next = { ...files, 'public/index.html': '<h1>two</h1>', 'public/404.html': 'own 404' };
  await router.switchTo(
    await makeRelease(root, site, { number: 2, port: 0, files: next }),
    site.folders,
  );
  const changed = await get('/', { 'if-none-match': page.headers.etag });
  expect([changed.status, changed.body]).toEqual([200, '<h1>two</h1>']);
  const missing = await get('/deep/link');
  expect([missing.status, missing.body]).toEqual([404, 'own 404']);
});
