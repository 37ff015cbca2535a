/** Small disks that run full: below the node's projects, the agent's own state, and the builds. */
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../lib/run-command.ts';
import type { PlatformFolders } from '../../scripts/platform/folders.ts';
import type { Poller } from '../../scripts/platform/poller.ts';
import { untilStep } from '../support/bad-days/at-step.ts';
import { type Day, startDay } from '../support/bad-days/day.ts';
import type { BadDayProject } from '../support/bad-days/project.ts';

const isRoot = getuid?.() === 0;

const megabyte = 1024 * 1024;
/** So much that it fits on none of the small disks. */
const large = 'x'.repeat(40 * megabyte);

const disks: string[] = [];
let day: Day;
let project: BadDayProject;
let poller: Poller;

async function mountDisk(path: string, megabytes: number): Promise<string> {
  await mkdir(path, { recursive: true });
  await runCommand(['mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
  disks.push(path);
  return path;
}

function projectsOf({ node }: PlatformFolders): string {
  return join(node, 'projects');
}

/** Nix builds where TMPDIR says. */
function buildsOf({ root }: PlatformFolders): string {
  return join(root, 'builds');
}

async function fill(disk: string): Promise<string> {
  const { bavail, bsize } = await statfs(disk);
  const file = join(disk, 'filler');
  await writeFile(file, Buffer.alloc(bavail * bsize));
  return file;
}

describe('a small disk', () => {
  beforeAll(async () => {
    if (!isRoot) return;
    day = await startDay({
      async prepare(folders) {
        await mountDisk(projectsOf(folders), 24);
        await mountDisk(folders.agentState, 8);
        await mountDisk(buildsOf(folders), 24);
      },
      agentSettings: (folders) => ({ TMPDIR: buildsOf(folders) }),
    });
    project = await day.createProject('full');
    const first = await project.deploy();
    expect(first, await project.log(first.id)).toMatchObject({ state: 'live' });
    poller = project.poll();
  });

  beforeEach(({ skip }) => skip(!isRoot, 'only root can mount a small disk'));

  afterAll(async () => {
    await poller?.stop();
    try {
      await day?.stop(unmountAll);
    } finally {
      await unmountAll();
    }
  });

  async function unmountAll(): Promise<void> {
    for (const disk of disks.splice(0)) await runCommand(['umount', '--lazy', disk]);
  }

  test('no room for the repository: said with a hint, the old release answers, later it works', async () => {
    const before = await project.answer();
    const deployment = await project.deploy({ files: { 'large.txt': large } });
    expect(deployment, await project.log(deployment.id)).toMatchObject({
      state: 'failed',
      step: 'fetch',
      failure: { code: 'disk_full', hint: expect.stringMatching(/\w/) },
    });
    expect(await project.answer()).toEqual(before);
    project.repository.remove('large.txt');
    await runCommand(['mount', '-o', 'remount,size=200m', projectsOf(day.folders)]);
    expect(await project.deploy()).toMatchObject({ state: 'live' });
    expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
  });

  test('no room during the build: said with a hint, the old release answers, later it works', async () => {
    const before = await project.answer();
    const write = `const { NIX_BUILD_TOP } = process.env;
require('fs').writeFileSync(NIX_BUILD_TOP + '/large.txt', 'x'.repeat(${large.length}))`;
    const deployment = await project.deploy({
      config: { build: { commands: ['node large.js'] } },
      files: { 'large.js': write },
    });
    expect(deployment, await project.log(deployment.id)).toMatchObject({
      state: 'failed',
      step: 'build',
      failure: { code: 'disk_full', hint: expect.stringMatching(/\w/) },
    });
    expect(await project.answer()).toEqual(before);
    expect(await project.deploy()).toMatchObject({ state: 'live' });
    expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
  });

  test("no room for the agent's own state: central is told everything, the old release answers, later it works", async () => {
    const before = await project.answer();
    project.change({ pauses: { build: 1_000 } });
    const id = await project.push();
    await untilStep(day, id, 'build');
    // The journal waits in memory then; what runs has to be on disk, so that nothing is started.
    const filler = await fill(day.folders.agentState);
    const deployment = await project.ended(id);
    expect(deployment, await project.log(id)).toMatchObject({
      state: 'failed',
      step: 'start',
      failure: { code: 'disk_full', hint: expect.stringMatching(/\w/) },
    });
    const ended = deployment.steps.map(({ name, state }) => `${name} ${state}`);
    expect(ended).toEqual([
      ...['fetch', 'config', 'dependencies', 'render', 'build', 'test', 'secrets'].map(isDone),
      ...['release done', 'start failed'],
    ]);
    expect(await project.answer()).toEqual(before);
    await rm(filler);
    expect(await project.deploy()).toMatchObject({ state: 'live' });
    expect(poller.counts()).toMatchObject({ failed: 0, failures: [] });
  });
});

function isDone(step: string): string {
  return `${step} done`;
}
