import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodingFor } from '../../../../central/api/http/web-bundle.ts';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';

let central: HttpCentral;

beforeAll(async () => {
  central = await startHttpCentral();
});

afterAll(() => central.close());

async function page(path: string) {
  return central.call('GET', path, { as: 'nobody' });
}

describe('the dashboard', () => {
  test.each(['/', '/sign-in', '/setup', '/projects/shop/deployments/3', '/no/such/page'])(
    '%s is its page, which nobody keeps and nobody frames',
    async (path) => {
      const { status, headers, text } = await page(path);
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['content-type']).toContain('text/html');
      expect(text).toContain('<div id="root">');
    },
  );

  test('its policy allows its own files only, and nothing inline', async () => {
    const { headers, text } = await page('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    for (const [, address] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(address).toMatch(/^\/assets\//);
    }
  });

  test('its files are kept for ever and come compressed', async () => {
    const script = /src="(\/assets\/main-[^"]+\.js)"/.exec((await page('/')).text)?.[1] ?? '';
    const ask = (encoding: string) =>
      central.app.inject({ url: script, headers: { 'accept-encoding': encoding } });
    const [plain, br, gz] = await Promise.all([ask('identity'), ask('gzip, br'), ask('gzip')]);
    expect(plain.headers['cache-control']).toContain('immutable');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers['content-type']).toContain('text/javascript');
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(brotliDecompressSync(br.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(gunzipSync(gz.rawPayload).equals(plain.rawPayload)).toBe(true);
  });

  test('what is not of the bundle is not found, whatever the path', async () => {
    for (const path of [
      '/assets/nope.js',
      '/assets/..%2f..%2fpackage.json',
      '/assets/manifest.json',
    ]) {
      const { status, body } = await page(path);
      expect([path, status, body.code]).toEqual([path, 404, 'file_not_found']);
    }
  });

  test.each(['/api/v1/nope', '/api/', '/webhooks/gitlab'])(
    '%s is said not to exist in words for programs',
    async (path) => {
      const { status, headers, body } = await page(path);
      expect(status).toBe(404);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body.code).toBe('route_not_found');
    },
  );
});

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, *;q=0.5', 'gzip'],
  ['deflate', 'identity'],
  [undefined, 'identity'],
])('who accepts %s gets %s', (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding);
});
