import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { loadTemplates } from '../../node-agent/adapters/templates.ts';
import { flakeView } from '../../node-agent/domain/flake-view.ts';
import { laravel } from '../../node-agent/domain/languages/laravel.ts';
import { phpWith } from '../../node-agent/domain/languages/php.ts';
import { nix } from '../../node-agent/domain/nix-string.ts';

const example = new URL('../../examples/laravel/', import.meta.url);

function render(has: (path: string) => boolean, more: object = {}): string {
  const text = readFileSync(new URL('config.vpspilot.json', example), 'utf8');
  const { config } = parseAppConfig(JSON.stringify({ ...JSON.parse(text), ...more }));
  if (config === undefined) throw new Error('the example is not valid');
  return loadTemplates().render(
    'laravel',
    flakeView({
      config,
      slug: 'shop',
      language: laravel,
      nixpkgs: [{ rev: 'ac62194c3917d5f474c1a844b6fd6da2db95077d', permitted: [] }],
      sourceDirectory: '/opt/vpspilot/projects/project-1-shop/src',
      system: 'x86_64-linux',
      runtimes: [
        { runtime: 'php', version: '8.2', attribute: 'php82', nixpkgs: 0 },
        { runtime: 'node', version: '20', attribute: 'nodejs_20', nixpkgs: 0 },
      ],
      dependencies: [],
      has,
    }),
  );
}

describe('golden files', () => {
  test('laravel', async () => {
    const flake = render((path) => existsSync(new URL(path, example)));
    await expect(flake).toMatchFileSnapshot('golden/laravel.flake.nix');
  });

  test('PHP without a framework gets nothing of Laravel', async () => {
    const php = { extensions: ['imagick', 'xml'], ini: { error_reporting: 'E_ALL & ~E_NOTICE' } };
    const flake = render(() => false, { php, start: { command: 'php -S 0.0.0.0:$PORT' } });
    expect(flake).not.toMatch(/artisan|APP_KEY/);
    await expect(flake).toMatchFileSnapshot('golden/laravel-plain.flake.nix');
  });
});

test('no value of php.ini leaves its line or its Nix string', () => {
  const value = fc
    .string({ maxLength: 30, unit: 'binary' })
    .filter((text) => !/['\n\r\0]/.test(text));
  fc.assert(
    fc.property(value, (text) => {
      const settings = phpWith(nix`php`, { extensions: [], ini: { 'x.y': text } });
      const [, literal = ''] = /extraConfig = "((?:[^"\\]|\\.)*)";/s.exec(settings) ?? [];
      expect(literal.split('\\n').at(-1)).toBe('');
      expect(literal).toMatch(/x\.y = (?:[\w.&|~^ -]+|'[^']*')\\n$/s);
    }),
  );
});

test('Nix reads what is rendered', () => {
  const hostile = { 'a.b': '"; }) ${builtins.abort "out"} \\' };
  const flake = render(() => true, { php: { extensions: ['gd'], ini: hostile } });
  const parsed = execFileSync('nix-instantiate', ['--parse', '-'], {
    input: flake,
    encoding: 'utf8',
  });
  expect(parsed).toContain('a.b = \'\\"; }) \\${builtins.abort \\"out\\"} \\\\\'');
});
