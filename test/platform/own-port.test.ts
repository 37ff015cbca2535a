import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHealth } from '../../node-agent/adapters/health.ts';
import { createPortAllocator } from '../../node-agent/adapters/ports.ts';
import { ProcessSupervisor } from '../../node-agent/adapters/process-supervisor.ts';
import type { Ports } from '../../node-agent/ports.ts';
import { freePort } from '../support/caddy.ts';
import { FakeNode } from '../support/fake-node.ts';
import { FakeMachine } from '../support/fake-ports.ts';
import { ask } from '../support/http.ts';

/** Builds nothing, routes nothing; processes, their ports and their health are real. */
class MachineWithProcesses extends FakeMachine {
  code = '';
  folder = '';
  services: ProcessSupervisor | undefined;

  override ports(): Ports {
    const fake = super.ports();
    this.services ??= new ProcessSupervisor({
      stateDirectory: join(this.folder, 'state'),
      stopAppsOnExit: false,
    });
    return {
      ...fake,
      services: this.services,
      health: createHealth(),
      ports: createPortAllocator({ portRange: [24_100, 24_199] }),
      builder: { ...fake.builder, build: () => this.#build() },
    };
  }

  async #build() {
    const storePath = join(this.folder, 'store', String(Math.random()));
    await mkdir(join(storePath, 'bin'), { recursive: true });
    await writeFile(join(storePath, 'server.js'), this.code);
    // Not exec: the application is a child of the release's main process.
    const start = `#!/bin/sh\n${process.execPath} ${storePath}/server.js\n:\n`;
    await writeFile(join(storePath, 'bin/start'), start);
    await chmod(join(storePath, 'bin/start'), 0o755);
    return { storePath, generation: 1 };
  }
}

const project = { id: 1, slug: 'shop', domains: [] };
const listenOn = (port: string, answer: string) =>
  `require('node:http').createServer((q, s) => s.end('${answer}')).listen(${port})`;

let machine: MachineWithProcesses;
let node: FakeNode;
let ownPort: number;

beforeEach(async () => {
  ownPort = await freePort();
  machine = new MachineWithProcesses({
    config: { name: 'shop', type: 'nodejs', start: { command: 'node server.js', port: ownPort } },
  });
  node = new FakeNode(machine);
  machine.folder = node.folder;
  await node.boot();
});

afterEach(async () => {
  await machine.services?.remove(project);
  node.remove();
});

/** Undefined while nothing listens. */
async function answerOf(port: number): Promise<string | undefined> {
  return (await ask({ port, host: 'shop.localhost' }).catch(() => undefined))?.body;
}

/** Deploys the program; what was told, and where the live release answers. */
async function deploy(code: string) {
  machine.code = code;
  const command = node.deploy();
  await node.run(command);
  const port = (await node.context.releases.live(project))?.port ?? 0;
  return { told: await node.told(command.id), port, body: await answerOf(port) };
}

test('an application that insists on its port is found there, then restarted in place, until it takes $PORT', async () => {
  const first = await deploy(listenOn(`${ownPort}`, 'one'));
  expect(first).toMatchObject({ port: ownPort, body: 'one' });
  expect(first.told).toContain('warning listens_on_own_port');

  const second = await deploy(listenOn(`${ownPort}`, 'two'));
  expect(second).toMatchObject({ port: ownPort, body: 'two' });
  expect(second.told).toContain('warning restarted_in_place');

  const third = await deploy(listenOn('process.env.PORT', 'three'));
  expect(third.body).toBe('three');
  expect(third.port).not.toBe(ownPort);
  expect(third.told).toContain('warning restarted_in_place');

  const fourth = await deploy(listenOn('process.env.PORT', 'four'));
  expect(fourth.body).toBe('four');
  expect(fourth.told).not.toContain('warning restarted_in_place');
});

test('a bad release in place of one that insists gives way to it again', async () => {
  await deploy(listenOn(`${ownPort}`, 'one'));
  const bad = await deploy('process.exit(3)');
  expect(bad.told.at(-1)).toBe('finished FAILED: health_check_failed');
  await expect.poll(() => answerOf(ownPort)).toBe('one');
});
