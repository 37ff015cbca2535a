/** Repositories and values that are hostile, broken, or only unusual. */
import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Poller } from '../../scripts/platform/poller.ts';
import { headOf, sendPush } from '../../scripts/platform/webhook.ts';
import { type Day, startDay } from '../support/bad-days/day.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';
import { spawnCli } from '../support/run-cli.ts';

let day: Day;
let project: BadDayProject;
let poller: Poller;
let good: string;

beforeAll(async () => {
  day = await startDay();
  project = await day.createProject('hostile');
  await project.deploy();
  good = project.repository.git('rev-parse', 'HEAD');
  poller = project.poll();
});

afterEach(() => {
  project.repository.git('reset', '--quiet', '--hard', good);
  project.repository.git('clean', '-qfdx');
});

afterAll(async () => {
  await poller?.stop();
  await day?.stop();
});

/** Pushes what the repository has: it must fail so, and the good release must go on. */
async function expectRefused(failure: object): Promise<void> {
  const before = await project.answer();
  const deployment = await project.ended(await project.push());
  expect(deployment, await project.log(deployment.id)).toMatchObject({ state: 'failed', failure });
  expect(await project.answer()).toEqual(before);
  expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
}

describe('a repository', () => {
  test('with a link out of its tree is refused', async () => {
    project.repository.link('data', '../../../../etc');
    project.repository.commit();
    await expectRefused({ code: 'unsafe_tree', message: expect.stringContaining('data -> ../') });
  });

  test('with a tracked .env is refused, with what to do', async () => {
    project.repository.write('.env', 'PASSWORD=hunter2');
    project.repository.commit();
    await expectRefused({
      code: 'unsafe_tree',
      message: expect.stringContaining('.env'),
      hint: expect.stringContaining('git rm --cached .env'),
    });
  });

  test('with a submodule that cannot be had is refused, by the name of the submodule', async () => {
    const { git, write } = project.repository;
    write('.gitmodules', '[submodule "lib"]\n\tpath = lib\n\turl = https://127.0.0.1:1/gone.git\n');
    git('add', '.gitmodules');
    git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},lib`);
    git('commit', '--quiet', '-m', 'A submodule');
    await expectRefused({ code: 'unsafe_tree', message: expect.stringContaining('submodule lib') });
  });

  test('without a config file is refused, with the one that would build it', async () => {
    project.repository.remove('config.vpspilot.json');
    project.repository.commit();
    await expectRefused({ code: 'config_missing', hint: expect.stringContaining('vpspilot init') });
    const [newest] = await project.deployments();
    expect(await project.log(newest?.id ?? '')).toContain('"type": "nodejs"');
  });

  test('with an invalid config file: the log has line, column and what was meant', async () => {
    project.change({ config: {} });
    const text = '{\n  "name": "hostile",\n  "type": "nodjs"\n}\n';
    project.repository.write('config.vpspilot.json', text);
    project.repository.commit();
    await expectRefused({ code: 'config_invalid', message: expect.stringContaining('3:11') });
    const [newest] = await project.deployments();
    const log = await project.log(newest?.id ?? '');
    expect(log).toContain('config.vpspilot.json:3:11');
    expect(log).toContain('nodejs');
  });

  test('with paths that leave it in the config is refused', async () => {
    project.change({
      config: { storage: ['../../../etc'], build: { commands: ['true'], output_dir: '/etc' } },
    });
    await expectRefused({ code: 'config_invalid', message: expect.stringContaining('output_dir') });
    const [newest] = await project.deployments();
    expect(await project.log(newest?.id ?? '')).toContain('storage[0]: expected a folder inside');
  });
});

describe('a branch named like an option', () => {
  const name = '--upload-pack=touch${IFS}pwned';

  test('in a webhook deploys nothing', async () => {
    const head = await headOf(project.repository.directory);
    const id = await sendPush(project.webhook, { ...head, branch: name });
    expect(await project.decision(id)).toMatchObject({ outcome: 'ignored', deploymentId: null });
  });

  test('is refused by the API, as a project and as a deployment', async () => {
    const path = `/projects/${project.slug}`;
    const refusal = { code: expect.stringMatching(/branch|invalid/) };
    await expect(day.api.call('PATCH', path, { branch: name })).rejects.toMatchObject(refusal);
    await expect(
      day.api.call('POST', `${path}/deployments`, { branch: name }),
    ).rejects.toMatchObject(refusal);
  });

  test('in the repository itself does not disturb the others', async () => {
    project.repository.git('update-ref', 'refs/heads/--upload-pack=x', 'HEAD');
    expect(await project.deploy()).toMatchObject({ state: 'live' });
    project.repository.git('update-ref', '-d', 'refs/heads/--upload-pack=x');
    good = project.repository.git('rev-parse', 'HEAD');
  });
});

test('shell and Nix in the config stay text, from the file to the running application', async () => {
  const injected =
    "${builtins.readFile /etc/passwd} '' $(touch pwned) `touch pwned` ''${x} \\${y} \"; #";
  const deployment = await project.deploy({
    config: {
      name: injected,
      description: injected,
      env: { INJECTED: injected },
      build: { commands: ['node build.js'], env: { INJECTED: injected } },
      storage: ["da ta/$(touch pwned) ''${x} `touch pwned` '"],
    },
    files: {
      'build.js': "require('fs').writeFileSync('built.txt', process.env.INJECTED)",
      'server.js': `const { readFileSync } = require('node:fs');
require('node:http').createServer((request, response) => response.end(JSON.stringify({
  env: process.env.INJECTED, built: readFileSync('built.txt', 'utf8'),
}))).listen(process.env.PORT);`,
    },
  });
  expect(deployment, await project.log(deployment.id)).toMatchObject({ state: 'live' });
  expect(await project.answer()).toEqual({ env: injected, built: injected });
  const files = await readdir(day.folders.root, { recursive: true });
  expect(files.filter((file) => file.endsWith('pwned'))).toEqual([]);
});

describe('secret values', () => {
  const values: Record<string, string> = {
    QUOTES: `it's "quoted" and \`ticked\``,
    LINES: 'first\nsecond\r\n\nlast\n',
    DOLLARS: '$HOME ${PATH} $(id) $$ $1',
    HASH: 'before # after #',
    HASH_FIRST: '#start',
    BACKSLASHES: 'C:\\new\\table \\\\ \\n \\',
    SPACES: '  two before, two behind  ',
    EQUALS: 'a=b==',
    EMPTY: '',
    UNICODE: 'Grüße, 世界 🚀 ‮rtl‬',
    JSON_TEXT: JSON.stringify({ key: "va'lue", list: ['$x', '#y'] }),
    PEM: `-----BEGIN KEY-----\n${'QUJD'.repeat(400)}\n-----END KEY-----\n`,
    // Ten bytes a time, 64 KB in all.
    LARGE: `${'x#"\'$\\\n é'.repeat(6_553)}xxxxxx`,
  };
  const env = Object.fromEntries(Object.keys(values).map((key) => [key, `{{${key}}}`]));

  test('set by the API are read back by the application exactly as they were set', async () => {
    await day.api.call('PATCH', `/projects/${project.slug}/secrets`, { set: values });
    const deployment = await project.deploy({ config: { env } });
    expect(deployment, await project.log(deployment.id)).toMatchObject({ state: 'live' });
    expect(await project.answer('/env')).toMatchObject(values);
  });

  test('set by the command line too; a missing one is named before anything starts', async () => {
    const text = `a 'b' "c" $d #e \\f é`;
    const login = {
      VPSPILOT_SERVER: day.api.url,
      VPSPILOT_TOKEN: day.adminToken,
    };
    const args = ['secrets', 'set', project.slug, `BY_HAND=${text}`];
    const run = await spawnCli(args, { env: login });
    expect(run, run.stderr).toMatchObject({ exit: 0 });
    const both = { BY_HAND: '{{BY_HAND}}' };
    expect(await project.deploy({ config: { env: both } })).toMatchObject({ state: 'live' });
    expect(await project.answer('/env')).toMatchObject({ BY_HAND: text });
    good = project.repository.git('rev-parse', 'HEAD');
    project.change({ config: { env: { ...both, GONE: '{{NEVER_SET}}' } } });
    await expectRefused({ message: expect.stringContaining('NEVER_SET') });
  });
});
