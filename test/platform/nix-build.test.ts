import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { answerOf, hello, root, server, settings } from '../support/nix-node.ts';
import { nixProject } from '../support/nix-project.ts';
import { recordingStep } from '../support/step.ts';

describe('nodejs without dependencies', () => {
  test('K1, K4, K5, K6: is built into the profile and started by one program', async () => {
    const app = nixProject(settings);
    app.configure(hello);
    app.repository.write('server.js', server);
    const { storePath, generation } = await app.deploy();
    expect(generation).toBe(1);
    const profile = join(settings.profilesDirectory, `project-${app.project.id}`);
    expect(readlinkSync(`${profile}-1-link`)).toBe(storePath);
    expect(existsSync(join(app.folders.flake, 'flake.nix'))).toBe(true);
    expect(JSON.parse(await answerOf(storePath))).toMatchObject({
      cwd: join(storePath, 'app'),
      env: 'production',
      node: process.version,
    });
    // A writable view of the application, as storage folders need it.
    const view = mkdtempSync(join(root, 'view-'));
    cpSync(join(storePath, 'app'), view, { recursive: true });
    const environment = { VPSPILOT_WORKDIR: view, NODE_ENV: 'staging' };
    expect(JSON.parse(await answerOf(storePath, environment))).toMatchObject({
      cwd: view,
      env: 'staging',
    });
  });

  test('K9: the same commit gives the same path and no new generation; forgetting removes one', async () => {
    const app = nixProject(settings);
    app.configure(hello);
    app.repository.write('server.js', server);
    const first = await app.deploy();
    const again = await app.deploy();
    expect(again).toMatchObject({ storePath: first.storePath, generation: 1 });
    app.repository.write('server.js', `${server}\n`);
    expect((await app.deploy()).generation).toBe(2);
    await app.ports.builder.forget(app.project, [1]);
    const own = () =>
      readdirSync(settings.profilesDirectory).filter((name) =>
        name.startsWith(`project-${app.project.id}`),
      );
    expect(own()).toEqual([`project-${app.project.id}`, `project-${app.project.id}-2-link`]);
    await app.ports.builder.removeProfile(app.project);
    expect(own()).toEqual([]);
  });

  test('a version that this machine does not have is replaced, and that is said', async () => {
    const app = nixProject(settings);
    app.configure({ ...hello, runtime: { node: '21' } });
    app.repository.write('server.js', server);
    const { storePath, step } = await app.deploy();
    expect(step.warnings.join()).toContain('offline stand-in: node 21 asked, 22');
    expect(await answerOf(storePath)).toContain('v22');
  });
});

describe("the user's own commands", () => {
  test('run unchanged, one by one, without network, with public variables', async () => {
    const app = nixProject(settings);
    const commands = [
      'echo "it\'s $PUBLIC" > out.txt',
      'cd /; pwd',
      `node -e "require('net').connect(53, '192.0.2.1').on('error', (e) => console.log(e.code))"`,
      '! timeout 5 bash -c "</dev/tcp/127.0.0.1/22" 2>/dev/null',
      'test ! -e /usr/bin/python3 && ls /usr/bin',
      'sh -c "command -v node" | cut -c1-11',
    ];
    app.configure({ ...hello, build: { commands, env: { PUBLIC: "a'b $HOME" } } });
    const step = recordingStep();
    const { storePath } = await app.deploy(step);
    expect(readFileSync(join(storePath, 'app/out.txt'), 'utf8')).toBe("it's a'b $HOME\n");
    expect(step.outputs).toContain(`$ ${commands[0]}`);
    expect(step.outputs).toContain('/');
    expect(step.outputs.some((line) => /ENETUNREACH|EHOSTUNREACH/.test(line))).toBe(true);
    expect(step.outputs).toContain('env');
    expect(step.outputs).toContain('/nix/store/');
  });

  test('network access fails for real, although a server listens on the machine, and the hint says why', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const { port } = listener.address() as { port: number };
    const fetching = `node -e "fetch('http://127.0.0.1:${port}').catch((e) => { console.error(e.cause.code); process.exit(1) })"`;
    const app = nixProject(settings);
    app.configure({ ...hello, build: { commands: [fetching] } });
    await expect(app.deploy()).rejects.toMatchObject({
      code: 'build_failed',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    app.configure({
      ...hello,
      build: {
        commands: [
          'node -e "fetch(\'http://example.org\').catch((e) => { console.error(e.cause); process.exit(1) })"',
        ],
      },
    });
    await expect(app.deploy()).rejects.toMatchObject({
      code: 'network_in_build',
      hint: expect.stringContaining('no network'),
    });
    listener.close();
  });

  test('a failing one stops the build with its last words; the profile stays as it was', async () => {
    const app = nixProject(settings);
    app.configure(hello);
    const { storePath } = await app.deploy();
    app.configure({ ...hello, build: { commands: ['echo one', 'frobnicate', 'echo never'] } });
    const step = recordingStep();
    await expect(app.deploy(step)).rejects.toMatchObject({
      code: 'command_not_found',
      message: expect.stringContaining(
        '"frobnicate" failed:\nbash: line 1: frobnicate: command not found',
      ),
      hint: expect.stringContaining('no command "frobnicate"'),
    });
    expect(step.outputs).not.toContain('never');
    const profile = join(settings.profilesDirectory, `project-${app.project.id}`);
    expect(readlinkSync(join(settings.profilesDirectory, readlinkSync(profile)))).toBe(storePath);
  });

  test('a package that the pinned nixpkgs lacks is explained', async () => {
    const app = nixProject(settings);
    app.configure({ ...hello, nix: { packages: ['no_such_package'] } });
    await expect(app.deploy()).rejects.toMatchObject({
      code: 'attribute_missing',
      hint: expect.stringContaining('nix.packages'),
    });
  });

  test('a stop ends Nix and the builder', async () => {
    const app = nixProject(settings);
    const controller = new AbortController();
    const step = recordingStep(controller.signal);
    const mark = `98${Math.floor(Math.random() * 1_000_000)}`;
    app.configure({ ...hello, build: { commands: ['echo begun', `sleep ${mark}`] } });
    const output = step.output;
    step.output = (text) => {
      output(text);
      if (text === `$ sleep ${mark}`) controller.abort(new Error('canceled'));
    };
    await expect(app.deploy(step)).rejects.toThrow('canceled');
    await sleep(300);
    const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(processes).not.toContain(`sleep ${mark}`);
  });

  test('below the disk floor nothing is begun', async () => {
    const app = nixProject(settings, { diskFloorBytes: Number.MAX_SAFE_INTEGER });
    app.configure(hello);
    await expect(app.deploy()).rejects.toMatchObject({ code: 'disk_full' });
  });
});
