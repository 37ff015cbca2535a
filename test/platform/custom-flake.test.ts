import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { evaluateForeign } from '../../node-agent/adapters/evaluation.ts';
import { startProgram } from '../../node-agent/adapters/nix-builder.ts';
import { customProject, flakeText, greeter, nixpkgsLock } from '../support/custom-flake.ts';
import { answerOf, root, server, settings } from '../support/nix-node.ts';
import { nixProject } from '../support/nix-project.ts';

describe('K19: custom', () => {
  test('a flake anywhere in the repository, with the only program of its package', async () => {
    const app = nixProject(settings);
    const config = { name: 'Own', type: 'custom', nix: { flake_file: './deploy/my-flake.nix' } };
    app.configure(config);
    app.repository.write('deploy/my-flake.nix', flakeText(greeter));
    app.repository.write('deploy/flake.lock', nixpkgsLock);
    app.repository.write('deploy/server.js', server);
    const { storePath, step } = await app.deploy();
    expect(step.warnings.join()).toContain('offline stand-in');
    expect(await answerOf(storePath)).toMatch(/"node":"v\d+/);
    // The release command is run by the same program.
    const said = execFileSync(startProgram(storePath), ['bash', '-c', 'command -v greeter']);
    expect(String(said)).toMatch(/^\/nix\/store\/.*\/bin\/greeter$/m);
    // Storage folders are there to be bound over.
    app.configure({ ...config, storage: ['var/data'] });
    const stored = await app.deploy();
    expect(existsSync(join(stored.storePath, 'app/var/data'))).toBe(true);
    expect(await answerOf(stored.storePath)).toMatch(/"node":"v\d+/);
  });

  test('a named package, started by the program that apps names, with tests in its own files', async () => {
    const outputs = `{
      packages.\${system} = {
        backend = pkgs.runCommand "backend" { } "mkdir -p $out/bin; for name in one two; do printf '#!/bin/sh\\necho %s\\n' $name > $out/bin/$name; chmod +x $out/bin/$name; done";
        frontend = throw "not wanted";
      };
      apps.\${system}.backend = { type = "app"; program = "\${self.packages.\${system}.backend}/bin/two"; };
    }`;
    const app = customProject(settings, flakeText(outputs), nixpkgsLock, {
      nix: { package: 'backend' },
      test: { command: 'two | grep -q two && test -f flake.nix' },
    });
    const { storePath } = await app.deploy();
    expect(String(execFileSync(startProgram(storePath), [], { cwd: root }))).toBe('two\n');
  });

  test.each([
    ['no such package', '{ packages.${system}.other = pkgs.bash; }', 'it has: other'],
    [
      'another system',
      '{ packages.riscv64-linux.default = pkgs.bash; }',
      'packages for: riscv64-linux',
    ],
    ['no packages', '{ overlays.default = final: prev: { }; }', 'its outputs are: overlays'],
  ])('%s: what the flake has is listed', async (_, outputs, expected) => {
    const app = customProject(settings, flakeText(outputs));
    await expect(app.deploy()).rejects.toMatchObject({
      code: 'evaluation_failed',
      message: expect.stringContaining(expected),
      hint: expect.stringContaining('nix.package'),
    });
  });

  test('inputs without a lock, a syntax error and a flake that is not there are named', async () => {
    const unlocked = customProject(settings, flakeText(greeter), null);
    await expect(unlocked.deploy()).rejects.toMatchObject({
      code: 'evaluation_failed',
      hint: expect.stringContaining('nix flake lock'),
    });
    const broken = customProject(settings, '{ outputs = ');
    await expect(broken.deploy()).rejects.toMatchObject({
      code: 'evaluation_failed',
      message: expect.stringMatching(/syntax error.* \(flake\.nix:1:/),
    });
    const missing = nixProject(settings);
    missing.configure({ name: 'Own', type: 'custom', nix: { flake_file: 'x/flake.nix' } });
    await expect(missing.deploy()).rejects.toMatchObject({ code: 'flake_missing' });
  });
});

describe('K72: wrong hashes', () => {
  const fixed = (hash: string) => `{ packages.\${system}.default = pkgs.runCommand "own-npm-deps" {
      outputHashMode = "recursive";
      npmDepsHash = ${hash};
      outputHashAlgo = "sha256";
      outputHash = ${hash};
    } "mkdir -p $out/bin; printf '#!/bin/sh\\n' > $out/bin/own; chmod +x $out/bin/own"; }`;

  test('the answer is the line to change, and with it the build succeeds', async () => {
    const zero = '"sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="';
    const app = customProject(settings, flakeText(fixed(zero)));
    const error = await app.deploy().catch((thrown: { code: string; hint: string }) => thrown);
    expect(error).toMatchObject({ code: 'hash_mismatch' });
    const line = /flake\.nix:(\d+): npmDepsHash = ("sha256-[^"]+");/.exec(
      'hint' in error ? error.hint : '',
    );
    expect(flakeText(fixed(zero)).split('\n')[Number(line?.[1]) - 1]).toContain('npmDepsHash');
    app.repository.write('flake.nix', flakeText(fixed(line?.[2] ?? '')));
    expect((await app.deploy()).storePath).toContain('/nix/store/');
  });
});

describe('a flake is foreign code', () => {
  const refused = async (outputs: string, more: Partial<typeof settings> = {}) => {
    const app = customProject({ ...settings, ...more }, flakeText(outputs));
    app.repository.write('server.js', server);
    return await app.deploy().then(
      () => undefined,
      (error: { code: string; message: string; hint?: string }) => error,
    );
  };
  const withPackage = (value: string) => `{ packages.\${system}.default = ${value}; }`;

  test.each([
    ['a file of the system', 'builtins.readFile "/etc/shadow"', /'\/etc/],
    ['a file of root', `builtins.readFile "${process.env['HOME']}/.bashrc"`, /forbidden|access/],
    ['import from derivation', 'import (pkgs.writeText "x" "1")', /allow-import-from-derivation/],
    ['a program', 'builtins.exec [ "id" ]', /'exec' missing/],
    ['a download without hash', 'builtins.fetchurl "http://127.0.0.1:1/x"', /sha256/],
    ['a current time', 'toString builtins.currentTime', /currentTime/],
    [
      'endless recursion',
      'let f = x: 1 + f (x + 1); in f 0',
      /stack overflow|recursion|call-depth/,
    ],
  ])('%s is refused, and the place named', async (_, value, expected) => {
    const error = await refused(withPackage(value));
    expect(error).toMatchObject({ code: 'evaluation_failed', hint: expect.any(String) });
    expect(error?.message).toMatch(expected);
  });

  test('a download with a hash finds no network, and nothing was asked', async () => {
    let requests = 0;
    const listener = createServer((_, response) => {
      requests += 1;
      response.end('secret');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void listener.close());
    const { port } = await new Promise<AddressInfo>((resolve) =>
      listener.once('listening', () => resolve(listener.address() as AddressInfo)),
    );
    const sha256 = '0000000000000000000000000000000000000000000000000000';
    const error = await refused(
      withPackage(
        `builtins.readFile (builtins.fetchurl { url = "http://127.0.0.1:${port}/x"; sha256 = "${sha256}"; })`,
      ),
    );
    expect(error).toMatchObject({ code: 'evaluation_failed' });
    expect(error?.hint).toContain('no network');
    expect(requests).toBe(0);
  });

  test('it does not see the environment of the agent, nor its user', async () => {
    vi.stubEnv('CANARY_OF_THE_AGENT', 'in sight');
    onTestFinished(() => void vi.unstubAllEnvs());
    const error = await refused(
      withPackage('throw "<${builtins.getEnv "CANARY_OF_THE_AGENT"}${builtins.getEnv "HOME"}>"'),
    );
    expect(error?.message).toContain('<>');
  });

  test('its settings are not taken over', async () => {
    const hook = join(root, 'hook-was-run');
    const text = flakeText(greeter).replace(
      '{\n',
      `{\n  nixConfig = { post-build-hook = "/bin/sh -c 'touch ${hook}'"; extra-substituters = "http://127.0.0.1:1"; allow-import-from-derivation = true; };\n`,
    );
    const app = customProject(settings, text);
    app.repository.write('server.js', server);
    const { step } = await app.deploy();
    expect(existsSync(hook)).toBe(false);
    expect(step.outputs.join()).not.toContain('127.0.0.1:1');
  });

  test('where there are no namespaces it is evaluated all the same, in limits', async () => {
    const app = customProject(settings, flakeText(greeter));
    app.repository.write('server.js', server);
    const { flake, step } = await app.deploy();
    const evaluate = (isolated: boolean) => evaluateForeign(settings, flake, isolated, step);
    expect(await evaluate(false)).toMatch(/^\/nix\/store\/.*\.drv$/);
    expect(await evaluate(false)).toBe(await evaluate(true));
  });

  test('one that never ends is ended, and the earlier release is still there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evaluations-'));
    chmodSync(folder, 0o711);
    vi.stubEnv('TMPDIR', folder);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    });
    const app = customProject({ ...settings, timeLimits: { evaluation: 4 } }, flakeText(greeter));
    app.repository.write('server.js', server);
    const { storePath } = await app.deploy();
    const endless = `let loop = n: builtins.foldl' (sum: _: if n == 0 then 0 else loop (n - 1)) 0 (builtins.genList (x: x) 1000); in loop 20`;
    app.repository.write('flake.nix', flakeText(withPackage(endless)));
    await expect(app.deploy()).rejects.toMatchObject({
      code: 'evaluation_timeout',
      hint: expect.stringContaining('"evaluation": 8'),
    });
    expect(await answerOf(storePath)).toContain('"node"');
    // Neither its processes nor its folders are left.
    expect(readdirSync(folder)).toEqual([]);
    expect(execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' })).not.toContain(folder);
  });

  test('one that eats memory is ended before the machine suffers', async () => {
    const grow = `builtins.length (builtins.foldl' (all: n: all ++ [ (builtins.deepSeq all (builtins.genList (x: x + n) 20000)) ]) [ ] (builtins.genList (n: n) 100000))`;
    const error = await refused(withPackage(grow));
    expect(error).toMatchObject({
      code: 'evaluation_out_of_memory',
      message: expect.stringMatching(/more than [12](\.\d)? GiB/),
      hint: expect.any(String),
    });
  });
});
