import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toolchainsFor } from '../../node-agent/adapters/toolchains.ts';
import { settings } from '../support/nix-node.ts';
import { sandboxed } from '../support/sandboxed.ts';

/** What a build printed, a line each. @throws Error with the log, when it failed. */
async function printed(packages: string, commands: string): Promise<string[]> {
  const { exitCode, log } = await sandboxed(settings, packages, `${commands}\nmkdir -p $out`);
  if (exitCode !== 0) throw new Error(log);
  return log.split('\n');
}

describe('a build in the offline stand-in', () => {
  test('sees the store, two programs, and nothing else of the machine', async () => {
    const lines = await printed('', 'echo /* /usr/* /usr/bin/* /bin/* /etc/*');
    expect(lines[0]?.split(' ')).toEqual(
      '/bin /build /dev /etc /nix /proc /tmp /usr /usr/bin /usr/bin/env /bin/sh /etc/group /etc/hosts /etc/passwd'.split(
        ' ',
      ),
    );
  });

  test('has no network', async () => {
    const connecting = 'import socket; socket.create_connection(("192.0.2.1", 80), timeout=5)';
    const { exitCode, log } = await sandboxed(settings, 'python313', `python3 -c '${connecting}'`);
    expect(exitCode).not.toBe(0);
    expect(log).toContain('Network is unreachable');
  });

  test('has no home, no certificates and one locale, as with nixpkgs', async () => {
    const lines = await printed(
      'python313',
      `echo "$HOME"; ls "$HOME" 2>&1 || true; ls /etc/ssl 2>&1 || true
text=äö; echo "\${#text} letters"
LC_ALL=de_DE.UTF-8 bash -c true 2>&1`,
    );
    expect(lines[0]).toBe('/homeless-shelter');
    expect(lines[1]).toContain('No such file');
    expect(lines[2]).toContain('No such file');
    expect(lines[3]).toBe('2 letters');
    expect(lines[4]).toContain('cannot change locale');
  });

  test('finds only the programs of the packages that were asked for', async () => {
    const { exitCode, log } = await sandboxed(settings, 'gnugrep', 'grep --version; sed --version');
    expect(exitCode).not.toBe(0);
    expect(log).toContain('sed: command not found');
  });

  test('names a package that is not there as nixpkgs does', async () => {
    const { exitCode, log } = await sandboxed(settings, 'frobnicator', 'true');
    expect(exitCode).toBe(1);
    expect(log).toMatch(/undefined variable '.*frobnicator/);
  });
});

test('every program and library is found in the store alone', async () => {
  const toolchains = await toolchainsFor(settings);
  const { sandboxPaths } = await toolchains.call(toolchains.pin(toolchains.table.defaultPins));
  const tools = (sandboxPaths[0] ?? '').replace(/^.*=|\/bin\/sh$/g, '');
  const bash = readFileSync(join(tools, 'bin/bash'), 'latin1');
  expect(bash).toMatch(/\/nix\/store\/[a-z0-9]{32}-glibc\/lib\/ld-linux-[^/]+\0/);
  expect(bash).not.toMatch(/\0\/lib(?:64)?\/ld-linux-[^/]+\0/);
  expect(bash).toContain(`${tools}/lib:`);
});

test('prepared again, it fetches and builds nothing', async () => {
  const before = performance.now();
  const again = await toolchainsFor({ ...settings, nixCommand: `${settings.nixCommand}` });
  expect(performance.now() - before).toBeLessThan(2_000);
  expect(again.offlineVersions?.['node']?.['20']).toMatch(/^20\./);
});

test('only what a build uses is in its closure', async () => {
  const { out } = await sandboxed(settings, 'nodejs_24', 'mkdir -p $out; echo $PATH > $out/path');
  const path = readFileSync(join(out, 'path'), 'utf8');
  const closure = execFileSync('nix-store', ['--query', '--requisites', out], { encoding: 'utf8' });
  expect(path).toContain('-nodejs-24.');
  expect(closure).not.toMatch(/php|python|ruby|\.deb/);
  expect(existsSync(join(settings.root, 'cache/toolchains'))).toBe(true);
});
