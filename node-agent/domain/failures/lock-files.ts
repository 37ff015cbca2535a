/** The lock file is missing, or does not fit what it locks. */
import type { Explanation } from './explanation.ts';

function differ(manifest: string, lock: string, command: string): string {
  return `${manifest} and ${lock} differ: run "${command}" and commit ${lock}`;
}

export const lockFailures: readonly Explanation[] = [
  {
    code: 'lock_out_of_date',
    pattern: /can only install packages when your package\.json and .*are in sync/,
    hint: differ('package.json', 'package-lock.json', 'npm install'),
  },
  {
    code: 'lock_missing',
    pattern: /can only install with an existing package-lock\.json/,
    hint: 'There is no package-lock.json: run "npm install" and commit it',
  },
  {
    code: 'lock_out_of_date',
    pattern:
      /ERR_PNPM_(?:OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH|FROZEN_LOCKFILE_WITH_OUTDATED)/,
    hint: differ('package.json', 'pnpm-lock.yaml', 'pnpm install'),
  },
  {
    code: 'lock_missing',
    pattern: /ERR_PNPM_NO_LOCKFILE/,
    hint: 'There is no pnpm-lock.yaml: run "pnpm install" and commit it',
  },
  {
    code: 'lock_out_of_date',
    pattern:
      /Your lockfile needs to be updated, but yarn was run with|YN0028: .*lockfile would have been (?:modified|created)/,
    hint: differ('package.json', 'yarn.lock', 'yarn install'),
  },
  {
    code: 'lock_out_of_date',
    pattern: /Required (?:\(in require-dev\) )?package "[^"]+" is not present in the lock file/,
    hint: differ('composer.json', 'composer.lock', 'composer update --lock'),
  },
  {
    code: 'lock_out_of_date',
    pattern:
      /pyproject\.toml changed significantly since poetry\.lock|poetry\.lock is not (?:up to date|consistent) with pyproject\.toml/,
    hint: differ('pyproject.toml', 'poetry.lock', 'poetry lock'),
  },
  {
    code: 'lock_out_of_date',
    pattern: /lockfile at `uv\.lock` needs to be updated/,
    hint: differ('pyproject.toml', 'uv.lock', 'uv lock'),
  },
  {
    code: 'lock_missing',
    pattern: /Unable to find lockfile at `uv\.lock`/,
    hint: 'There is no uv.lock: run "uv lock" and commit it',
  },
  {
    code: 'lock_out_of_date',
    pattern:
      /lockfile can't be updated because frozen mode is set|in deployment mode after changing\s+your Gemfile/,
    hint: differ('Gemfile', 'Gemfile.lock', 'bundle install'),
  },
  {
    code: 'lock_out_of_date',
    pattern: /updates to go\.mod needed|missing go\.sum entry|no required module provides package/,
    hint: 'go.mod or go.sum does not name everything that is imported: run "go mod tidy" and commit both',
  },
  {
    code: 'lock_out_of_date',
    pattern: /inconsistent vendoring in/,
    hint: 'vendor/ and go.mod differ: run "go mod vendor" and commit vendor/',
  },
  {
    code: 'lock_missing',
    byNix: true,
    pattern: /called without required argument|requires lock file changes/,
    hint: 'Your flake has inputs which no flake.lock names: run "nix flake lock" and commit flake.lock',
  },
];
