import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkFlake } from '../support/check-flake.ts';
import { settings } from '../support/nix-node.ts';
import { nixProject } from '../support/nix-project.ts';

const examples = join(import.meta.dirname, '../../examples');

/** Projects without dependencies: what is looked at is the flake. */
const projects: readonly { type: string; files: Record<string, string>; start?: string }[] = [
  { type: 'nodejs', files: { 'server.js': '' }, start: 'node server.js' },
  { type: 'static', files: { 'index.html': '<p>Hello</p>' } },
  { type: 'python', files: { 'app.py': '' }, start: 'python app.py' },
  { type: 'django', files: { 'manage.py': '' }, start: 'python manage.py' },
  { type: 'ruby', files: { 'app.rb': '' }, start: 'ruby app.rb' },
  { type: 'laravel', files: { artisan: '<?php\n' }, start: 'php artisan' },
  {
    type: 'go',
    files: { 'go.mod': 'module hello\n\ngo 1.19\n', 'main.go': 'package main\n\nfunc main() {}\n' },
  },
];

test.each(projects)(
  '$type: nix flake check finds nothing wrong (K93)',
  async ({ type, files, start }) => {
    const app = nixProject(settings);
    app.configure({
      name: 'Checked',
      type,
      ...(start === undefined ? {} : { start: { command: start } }),
      ...(type === 'static' ? {} : { test: { command: 'test -d .' } }),
    });
    for (const [path, text] of Object.entries(files)) app.repository.write(path, text);
    const { flake } = await app.deploy();
    expect(await checkFlake(settings, flake)).toBe('');
  },
);

test('custom: nix flake check finds nothing wrong (K93)', async () => {
  const app = nixProject(settings);
  cpSync(join(examples, 'custom-flake'), app.repository.directory, { recursive: true });
  const { flake } = await app.deploy();
  expect(await checkFlake(settings, flake)).toBe('');
});
