import { expect, test } from 'vitest';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { loadTemplates } from '../../node-agent/adapters/templates.ts';
import { flakeView } from '../../node-agent/domain/flake-view.ts';
import { languageOf } from '../../node-agent/domain/languages/languages.ts';

test('runtimes of two revisions, one of which nixpkgs gives only to who names it', async () => {
  const { config } = parseAppConfig('{"name":"Site","type":"static","nix":{"packages":["git"]}}');
  const language = languageOf('static');
  if (config === undefined || language === undefined) throw new Error('not a static project');
  const text = loadTemplates().render(
    language.template,
    flakeView({
      ...{ config, language, slug: 'site', system: 'x86_64-linux' },
      nixpkgs: [
        { rev: '34268251cf5547d39063f2c5ea9a196246f7f3a6', permitted: [] },
        { rev: '50ab793786d9de88ee30ec4e4c24fb4236fc2674', permitted: ['nodejs', 'openssl'] },
      ],
      sourceDirectory: '/opt/vpspilot/projects/project-1-site/src',
      runtimes: [
        { runtime: 'python', version: '3.14', attribute: 'python314', nixpkgs: 0 },
        { runtime: 'node', version: '18', attribute: 'nodejs_18', nixpkgs: 1 },
      ],
      dependencies: [],
      has: () => false,
    }),
  );
  await expect(text).toMatchFileSnapshot('golden/two-revisions.flake.nix');
});
