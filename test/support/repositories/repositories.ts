import { node } from './node.ts';
import { others } from './others.ts';
import { python } from './python.ts';
import { json, type Repository } from './repository.ts';

export const repositories: Readonly<Record<string, Repository>> = { ...node, ...python, ...others };

/** What no community writes, and what somebody may push all the same. */
export const oddRepositories: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'names that are no names': {
    'package.json': json({ name: '${x}"; rm -rf /', scripts: { start: 'x' } }),
  },
  'a package.json that is a list': { 'package.json': '[1]' },
  'scripts that are no text': {
    'package.json': json({ scripts: { start: 5, build: null }, engines: [] }),
  },
  'a main file outside': { 'package.json': json({ main: '../../etc/passwd' }) },
  'an output folder outside': {
    'package.json': json({ devDependencies: { vite: '6' } }),
    'vite.config.js': "outDir: '../../../etc'",
  },
  'a Procfile with a placeholder': {
    'index.php': '',
    Procfile: 'web: run {{SECRET}}\nrelease: \u0007\n',
  },
  'settings that name our variables': {
    'manage.py': 'django',
    'config/settings.py':
      "SECRET_KEY = os.environ['VPSPILOT_X']\nA = os.environ['PORT']\nSTATIC_ROOT = 1",
  },
  'a settings module that is a command': { 'manage.py': "django DJANGO_SETTINGS_MODULE', 'a;b.c'" },
  'a program in a folder with spaces': { 'go.mod': 'module x', 'cmd/a b/main.go': 'package main' },
  'prototype games': {
    'package.json': '{"__proto__":{"scripts":{"start":"x"}},"constructor":1}',
    'angular.json': '{"projects":{"__proto__":1}}',
  },
};
