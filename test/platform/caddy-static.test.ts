import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRouter } from '../../node-agent/adapters/caddy.ts';
import { startCaddy, type TestCaddy } from '../support/caddy.ts';
import { ask } from '../support/http.ts';
import { makeRelease, testProject } from '../support/releases.ts';

let root: string;
let caddy: TestCaddy;

/** A single page application, and a site of pages with a 404 page of its own. */
const shared = {
  'public/index.html': `<h1>start</h1>${' '.repeat(2_000)}`,
  'public/about.html': 'about',
  'public/blog/index.html': 'blog',
  'public/blog/first-post.html': 'first post',
  'public/.env': 'SECRET',
  'public/.git/config': 'SECRET',
  'public/.htpasswd': 'SECRET',
  'public/.well-known/assetlinks.json': '[]',
  'public/assets/index-DiwrgTda.js': 'x'.repeat(5_000),
  'public/assets/app-download.png': 'p',
  'public/assets/photo-20240101.jpg': 'p',
  'public/assets/icon-1024x1024.png': 'p',
  'public/static/js/main.3f2a1b9c.js': 's',
  'public/_next/static/chunks/a.js': 'n',
  'public/video.mp4': '0123456789',
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vpspilot-caddy-static-'));
  caddy = await startCaddy();
  const router = createRouter({ caddyAdmin: caddy.admin, httpPort: caddy.httpPort, httpsPort: 0 });
  const [single, pages] = [testProject(root, 1), testProject(root, 2)];
  await router.setProjects([single, pages]);
  const packed = 'packed at build time'.repeat(100);
  const compressed = {
    'public/packed.txt': packed,
    'public/packed.txt.br': brotliCompressSync(packed),
    'public/packed.txt.gz': gzipSync(packed),
  } as unknown as Record<string, string>;
  const files = { ...shared, ...compressed };
  await router.switchTo(
    await makeRelease(root, single, { number: 1, port: 0, files }),
    single.folders,
  );
  const own = { ...files, 'public/404.html': 'own 404' };
  await router.switchTo(
    await makeRelease(root, pages, { number: 1, port: 0, files: own }),
    pages.folders,
  );
});
afterAll(async () => {
  await caddy.stop();
  await rm(root, { recursive: true, force: true });
});

const get = (path: string, headers = {}, site = 1) =>
  ask({ port: caddy.httpPort, host: `app${site}.localhost`, path, headers });

describe('addresses', () => {
  test.each([
    ['/', 200, '<h1>start'],
    ['/about', 200, 'about'],
    ['/about.html', 200, 'about'],
    ['/blog/', 200, 'blog'],
    ['/blog/first-post', 200, 'first post'],
    ['/.well-known/assetlinks.json', 200, '[]'],
  ])('%s is %i on both', async (path, status, body) => {
    for (const site of [1, 2]) {
      const answer = await get(path, {}, site);
      expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(body)]);
    }
  });

  test.each([
    ['/blog', '/blog/'],
    ['/about/', '/about'],
    ['/blog/first-post/', '/blog/first-post'],
  ])('%s leads to %s', async (path, place) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.location]).toEqual([308, place]);
  });

  test('a redirect stays on the site', async () => {
    const answer = await get('//example.org/');
    expect(answer.headers.location ?? '').not.toMatch(/^\/\/|^https?:/);
  });

  test('what a single page application does not have as a file is its page; a missing script is not', async () => {
    expect((await get('/deep/link')).body).toContain('<h1>start');
    const script = await get('/assets/index-AbcdEfg1.js');
    expect([script.status, script.headers['cache-control']]).toEqual([404, 'no-cache']);
  });

  test('with a 404.html, that is the answer', async () => {
    for (const path of ['/deep/link', '/missing.js', '/.env']) {
      const answer = await get(path, {}, 2);
      expect([answer.status, answer.body]).toEqual([404, 'own 404']);
    }
  });

  test.each([
    '/.env',
    '/.git/config',
    '/.htpasswd',
    '/%2ehtpasswd',
    '/blog/../.env',
    '/.git/',
    '/.well-known/../.env',
  ])('%s is not served', async (path) => {
    for (const site of [1, 2]) {
      const answer = await get(path, {}, site);
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain('SECRET');
    }
  });

  test('nothing but reading', async () => {
    const { status } = await ask({ port: caddy.httpPort, host: 'app1.localhost', method: 'POST' });
    expect(status).toBe(405);
  });
});

describe('caching', () => {
  test.each([
    '/assets/index-DiwrgTda.js',
    '/static/js/main.3f2a1b9c.js',
    '/_next/static/chunks/a.js',
  ])('%s never changes', async (path) => {
    const { headers } = await get(path);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test.each([
    '/',
    '/about',
    '/assets/app-download.png',
    '/assets/photo-20240101.jpg',
    '/assets/icon-1024x1024.png',
  ])('%s is asked for again each time, and not sent again', async (path) => {
    const { headers } = await get(path);
    expect(headers['cache-control']).toBe('no-cache');
    const again = await get(path, { 'if-none-match': headers.etag });
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', headers.etag]);
  });
});

describe('compression and parts', () => {
  test.each(['zstd', 'gzip'])('pages are compressed: %s', async (encoding) => {
    const { headers } = await get('/', { 'accept-encoding': encoding });
    expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
    expect((await get('/')).headers['content-encoding']).toBeUndefined();
  });

  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
  ])('what the build has compressed is sent as it is: %s', async (accepted, encoding) => {
    const { headers } = await get('/packed.txt', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toContain('text/plain');
    expect(Number(headers['content-length'])).toBeLessThan(100);
  });

  test('a part of a file', async () => {
    const part = await get('/video.mp4', { range: 'bytes=2-4' });
    expect([part.status, part.body, part.headers['content-range']]).toEqual([
      206,
      '234',
      'bytes 2-4/10',
    ]);
    const text = await get('/', { range: 'bytes=0-3', 'accept-encoding': 'gzip' });
    expect([text.status, text.body, text.headers['content-encoding']]).toEqual([
      206,
      '<h1>',
      undefined,
    ]);
  });

  test('the rest of a file of an older release is the whole new one', async () => {
    const headers = { range: 'bytes=2-', 'if-range': 'W/"release-0"' };
    expect(await get('/video.mp4', headers)).toMatchObject({ status: 200, body: '0123456789' });
  });
});
