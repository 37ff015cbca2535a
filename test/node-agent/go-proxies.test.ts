import { describe, expect, test } from 'vitest';
import { fill, hello, other, project, proxy, read, useGoModules } from '../support/go-modules.ts';
import { startGoProxy } from '../support/registries/goproxy.ts';

useGoModules();

describe('proxies', () => {
  test('the next one is asked for what the first lacks', async () => {
    const own = await startGoProxy({ modules: [hello] });
    try {
      const { fetched } = await fill(project(), {
        secrets: { GOPROXY: `${own.url},${proxy.url}` },
      });
      expect(fetched).toBe(4);
      expect(proxy.requests.every(({ path }) => path.startsWith('/example.org/other/'))).toBe(true);
    } finally {
      await own.stop();
    }
  });

  test.each([
    ['|', undefined],
    [',', 'dependency_fetch_failed'],
  ])('a proxy that refuses is passed over with "%s": %s', async (separator, code) => {
    const own = await startGoProxy({ token: 'secret' });
    const outcome = fill(project(), { goProxy: `${own.url}${separator}${proxy.url},direct` });
    const found = await outcome.then(
      () => undefined,
      (error: { code: string }) => error.code,
    );
    await own.stop();
    expect(found).toBe(code);
  });

  test.each([
    ['GOPROXY', (url: string) => ({ GOPROXY: url.replace('//', '//ci:let-me-in@') })],
    ['NETRC', () => ({ NETRC: 'machine 127.0.0.1\n login ci password let-me-in' })],
  ])(
    'a login in the secret %s is sent, and kept out of what a build sees',
    async (_, secretsFor) => {
      const own = await startGoProxy({ modules: [hello, other], token: 'let-me-in' });
      const surroundings = { goProxy: own.url, secrets: secretsFor(own.url) };
      const locked = await read(project(), surroundings);
      expect((await fill(project(), surroundings)).fetched).toBe(4);
      await own.stop();
      expect(own.requests[0]?.authorization).toMatch(/^Basic /);
      expect(JSON.stringify([locked?.environment('/nix/store/x'), locked?.key])).not.toContain(
        'let-me',
      );
    },
  );

  test('without a login: which secret to set, and no word of another', async () => {
    const own = await startGoProxy({ token: 'let-me-in' });
    await expect(fill(project(), { goProxy: own.url })).rejects.toMatchObject({
      hint: expect.stringContaining('GOPROXY='),
    });
    await own.stop();
  });

  test('the public proxy does not hear of private modules', async () => {
    const outcome = fill(project(), { env: { GOPRIVATE: '*.org/Hello' } });
    await expect(outcome).rejects.toThrow('example.org/Hello is private');
    expect(proxy.requests).toEqual([]);
  });

  test.each(['direct', 'off', 'ftp://x'])('GOPROXY=%s: there is nobody to ask', async (list) => {
    await expect(fill(project(), { secrets: { GOPROXY: list } })).rejects.toMatchObject({
      code: 'lock_invalid',
      hint: expect.stringContaining('go mod vendor'),
    });
  });
});
