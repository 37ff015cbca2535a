import { describe, expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { loadTemplates } from '../../node-agent/adapters/templates.ts';
import { type FlakeInput, flakeView } from '../../node-agent/domain/flake-view.ts';
import { languageOf } from '../../node-agent/domain/languages/languages.ts';

const templates = loadTemplates();

const modules: FlakeInput['dependencies'][number] = {
  ecosystem: 'go',
  setUp: [],
  installCommands: [],
  needsCompiler: true,
  libraries: [],
  name: 'go-dependencies-0123456789abcdef',
  sha256: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  environment: { GOPROXY: 'file:///nix/store/x-go', CGO_ENABLED: '1' },
};

const gems: typeof modules = {
  ...modules,
  ecosystem: 'bundler',
  installCommands: ['bundle install'],
  libraries: ['libpq', 'openssl'],
  name: 'bundler-dependencies-0123456789abcdef',
  environment: { BUNDLE_CACHE_PATH: '/nix/store/x-bundler', BUNDLE_FROZEN: 'true' },
};

function render(
  content: object,
  {
    dependencies = [],
    files = [],
  }: { dependencies?: readonly (typeof modules)[]; files?: readonly string[] } = {},
): string {
  const { config, problems } = parseAppConfig(JSON.stringify({ name: 'Shop', ...content }));
  const language = config === undefined ? undefined : languageOf(config.type);
  if (config === undefined || language === undefined) throw new Error(JSON.stringify(problems));
  const [runtime, version, attribute] =
    config.type === 'go'
      ? (['go', '1.24', 'go_1_24'] as const)
      : (['ruby', '3.3', 'ruby_3_3'] as const);
  return templates.render(
    language.template,
    flakeView({
      config,
      slug: 'shop',
      language,
      nixpkgs: [{ rev: 'ac62194c3917d5f474c1a844b6fd6da2db95077d', permitted: [] }],
      sourceDirectory: '/opt/vpspilot/projects/project-1-shop/src',
      system: 'x86_64-linux',
      runtimes: [{ runtime, version, attribute, nixpkgs: 0 }],
      dependencies,
      has: (path) => files.includes(path),
    }),
  );
}

const started = { start: { command: 'bundle exec puma -b tcp://0.0.0.0:$PORT' } };

describe('golden files: what Nix gets for Go and Ruby', () => {
  test.each([
    ['go-plain', () => render({ type: 'go' }, { files: ['main.go'] })],
    [
      'go-compiler',
      () =>
        render(
          {
            type: 'go',
            build: { commands: ['go build -o bin/server ./cmd/server'] },
            test: { command: 'go test ./...' },
          },
          { dependencies: [modules] },
        ),
    ],
    ['ruby-sinatra', () => render({ type: 'ruby', ...started }, { dependencies: [gems] })],
    [
      'ruby-rails',
      () =>
        render(
          {
            type: 'ruby',
            ...started,
            build: { env: { BUNDLE_WITHOUT: "it's $(mine)" } },
            test: { command: 'bin/rails test' },
          },
          { dependencies: [gems], files: ['bin/rails', 'app/assets'] },
        ),
    ],
  ])('%s', async (name, text) => {
    await expect(text()).toMatchFileSnapshot(`golden/${name}.flake.nix`);
  });
});

describe('what starts a Go project that does not say', () => {
  test.each([
    [[], './app'],
    [['go build -o bin/server ./cmd/server'], './bin/server'],
    [['go build -o=./server .'], './server'],
    [['go vet ./...', 'go build ./cmd/worker'], './worker'],
    [['go build -o bin/ ./cmd/api'], './bin/api'],
    [['CGO_ENABLED=0 go build -ldflags "-s -w" -o "out/app" .'], './out/app'],
    [['go build'], './.vpspilot-program'],
    [['make'], './.vpspilot-program'],
  ])('%j: %s', (commands, program) => {
    const text = render({ type: 'go', build: { commands } });
    const named = program.replace('./', "./'").concat("'").replaceAll("'", "'\\''");
    expect(text).toContain(`exec bash -c 'exec ${named.replaceAll('\\', '\\\\')}'`);
  });
});
