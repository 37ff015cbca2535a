import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AppConfig, parseAppConfig } from '../../lib/app-config/app-config.ts';
import { loadTemplates } from '../../node-agent/adapters/templates.ts';
import { customFlakeView, flakePlace } from '../../node-agent/domain/custom-flake.ts';
import { flakeView } from '../../node-agent/domain/flake-view.ts';
import { languageOf } from '../../node-agent/domain/languages/languages.ts';
import { nixString } from '../../node-agent/domain/nix-string.ts';
import { shellWord } from '../../node-agent/domain/shell-word.ts';

const templates = loadTemplates();

function configOf(content: object): AppConfig {
  const { config, problems } = parseAppConfig(JSON.stringify(content));
  if (config === undefined) throw new Error(JSON.stringify(problems));
  return config;
}

const dependencies = {
  ecosystem: 'npm',
  setUp: [],
  installCommands: ['npm ci'],
  needsCompiler: false,
  libraries: [],
  name: 'npm-dependencies-0123456789abcdef',
  sha256: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  environment: { npm_config_cache: '/nix/store/x-npm', npm_config_offline: 'true' },
};

function render(config: AppConfig, withDependencies = false): string {
  const language = languageOf(config.type);
  if (language === undefined) throw new Error(`no template for ${config.type}`);
  return templates.render(
    language.template,
    flakeView({
      config,
      slug: 'shop',
      language,
      nixpkgs: [{ rev: 'ac62194c3917d5f474c1a844b6fd6da2db95077d', permitted: [] }],
      sourceDirectory: '/opt/vpspilot/projects/project-1-shop/src',
      system: 'x86_64-linux',
      runtimes: [{ runtime: 'node', version: '20', attribute: 'nodejs_20', nixpkgs: 0 }],
      dependencies: withDependencies ? [dependencies] : [],
      has: () => false,
    }),
  );
}

function renderCustom(
  startCommand?: string,
  testCommand?: string,
  folder = '',
  storage: string[] = [],
): string {
  return templates.render(
    'custom',
    customFlakeView({
      name: 'Shop',
      slug: 'shop',
      packageName: 'default',
      startCommand,
      testCommand,
      storage,
      nixpkgsRev: '34268251cf5547d39063f2c5ea9a196246f7f3a6',
      projectPath: '/opt/vpspilot/projects/project-1-shop/src',
      projectFolder: folder,
      system: 'x86_64-linux',
    }),
  );
}

const express = {
  name: 'Express API',
  type: 'nodejs',
  runtime: { node: '20', npm: 'latest' },
  build: { commands: ['npm install', 'npm run build'], env: { PUBLIC_URL: "it's $HOME" } },
  test: { command: 'npm test' },
  start: { command: 'npm start' },
  env: { DATABASE_URL: '{{DATABASE_URL}}', LITERAL: 'not for the flake' },
  nix: { packages: ['python3Packages.gunicorn', 'git'] },
};

describe('golden files: what Nix gets for each kind of project', () => {
  test.each([
    ['nodejs', () => render(configOf(express), true)],
    [
      'nodejs-plain',
      () =>
        render(configOf({ name: 'Hello', type: 'nodejs', start: { command: 'node server.js' } })),
    ],
    [
      'static',
      () =>
        render(
          configOf({
            name: 'React Frontend',
            type: 'static',
            build: { commands: ['npm install', 'npm run build'], output_dir: 'dist' },
          }),
          true,
        ),
    ],
    ['static-plain', () => render(configOf({ name: 'Pages', type: 'static' }))],
    [
      'static-started',
      () =>
        render(
          configOf({
            name: 'Pages',
            type: 'static',
            start: { command: 'npx serve -s dist -p $PORT' },
          }),
        ),
    ],
    ['custom', () => renderCustom()],
    [
      'custom-full',
      () => renderCustom('./run --port $PORT', 'make check', 'deployment', ['var/data']),
    ],
  ])('%s', async (name, text) => {
    await expect(text()).toMatchFileSnapshot(`golden/${name}.flake.nix`);
  });
});

test('K41: no value and no placeholder of env reaches the flake', () => {
  const text = render(configOf(express), true);
  expect(text).not.toContain('DATABASE_URL');
  expect(text).not.toContain('not for the flake');
});

describe('injection', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      "''",
      '${builtins.abort "x"}',
      '"',
      '\\',
      '\n',
      '`id`',
      '$(id)',
      "'",
      '{{name}}',
      '{{{',
    ),
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
  );
  const text = fc.array(hostile, { minLength: 1 }).map((parts) => parts.join('').toWellFormed());

  test('what stands in a field is one literal, and the text around it stays the same', () => {
    const base = configOf({ ...express, nix: {} });
    const withFields = (fields: readonly string[]): string => {
      const [name = '', command = '', value = '', start = '', check = ''] = fields;
      return render({
        ...base,
        name,
        build: { ...base.build, commands: [command], env: { PUBLIC_URL: value } },
        start: { ...base.start, command: start },
        test: { command: check },
      });
    };
    /** The literal that each field becomes. */
    const literals = ([
      name = '',
      command = '',
      value = '',
      start = '',
      check = '',
    ]: readonly string[]) => [
      nixString(`${name}, built by vpspilot`),
      nixString(`run ${shellWord(command)}`),
      nixString(`export PUBLIC_URL=${shellWord(value)}`),
      nixString(`exec bash -c ${shellWord(start)}`),
      nixString(shellWord(check)),
    ];
    const markers = ['NAME', 'COMMAND', 'VALUE', 'START', 'CHECK'];
    const plain = withFields(markers);
    fc.assert(
      fc.property(fc.tuple(text, text, text, text, text), (fields) => {
        const expected = literals(markers).reduce(
          (flake, marker, index) => flake.replace(marker, () => literals(fields)[index] ?? ''),
          plain,
        );
        expect(withFields(fields)).toBe(expected);
      }),
    );
  });

  test('a megabyte goes through', () => {
    const base = configOf(express);
    const long = "''${x}`".repeat(150_000);
    const config = { ...base, build: { ...base.build, commands: [long] } };
    expect(render(config).length).toBeGreaterThan(long.length);
  });

  test.each(['../flake.nix', '/etc/flake.nix', 'a/../../flake.nix', '', '.'])(
    'nix.flake_file %j stays in the repository',
    (file) => {
      expect(() => flakePlace(file)).toThrow(expect.objectContaining({ code: 'flake_invalid' }));
    },
  );

  test('nix.flake_file may lie in a folder', () => {
    expect(flakePlace('./deployment/custom-flake.nix')).toEqual({
      folder: 'deployment',
      file: 'custom-flake.nix',
    });
  });
});

test('every template in the table is there', () => {
  expect(templates.names.toSorted()).toEqual(
    ['custom', 'django', 'go', 'laravel', 'nodejs', 'python', 'ruby', 'static'].toSorted(),
  );
});
