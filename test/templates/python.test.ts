import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { loadTemplates } from '../../node-agent/adapters/templates.ts';
import { flakeView } from '../../node-agent/domain/flake-view.ts';
import { languageOf } from '../../node-agent/domain/languages/languages.ts';

function render(example: string, more: object = {}): string {
  const folder = new URL(`../../examples/${example}/`, import.meta.url);
  const text = readFileSync(new URL('config.vpspilot.json', folder), 'utf8');
  const { config } = parseAppConfig(JSON.stringify({ ...JSON.parse(text), ...more }));
  const language = config === undefined ? undefined : languageOf(config.type);
  if (config === undefined || language === undefined) throw new Error('the example is not valid');
  return loadTemplates().render(
    language.template,
    flakeView({
      config,
      slug: example,
      language,
      nixpkgs: [{ rev: 'ac62194c3917d5f474c1a844b6fd6da2db95077d', permitted: [] }],
      sourceDirectory: '/opt/vpspilot/projects/project-1-shop/src',
      system: 'x86_64-linux',
      runtimes: [{ runtime: 'python', version: '3.11', attribute: 'python311', nixpkgs: 0 }],
      dependencies: [
        {
          ecosystem: 'pip',
          setUp: [],
          installCommands: ['pip install -r requirements.txt'],
          needsCompiler: true,
          libraries: [],
          name: 'pip-dependencies-0123456789abcdef',
          sha256: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
          environment: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: '/nix/store/x-pip/wheels' },
        },
      ],
      has: (path) => existsSync(new URL(path, folder)),
    }),
  );
}

test.each(['python-flask', 'django-worker'])('the flake of %s', async (example) => {
  await expect(render(example)).toMatchFileSnapshot(`golden/${example}.flake.nix`);
});

test('Django without build commands installs, and collects static files where it has a place for them', () => {
  const flake = render('django-blog', { build: {} });
  expect(flake).toContain("run 'pip install -r requirements.txt'");
  expect(flake).toMatch(/run 'if grep .* STATIC_ROOT .*collectstatic --noinput/);
});

test('the key for builds is not in the start script, and stands back for one of build.env', () => {
  const flake = render('django-worker', { build: { env: { SECRET_KEY: 'own' } } });
  const [, start = ''] = /startLines|startScript = ''(.*?)passAsFile/s.exec(flake) ?? [];
  expect(start).not.toContain('only-for-the-build');
  expect(flake).toContain("export SECRET_KEY='own'");
});
