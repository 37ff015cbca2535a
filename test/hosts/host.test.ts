import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootHost, type Host } from '../support/hosts/boot-host.ts';

let host: Host;

beforeAll(async () => {
  host = await bootHost({ kind: 'overlay', name: 'oslo', sizes: { '/srv/small': '4M' } });
});
afterAll(() => host?.stop());

test('a host runs systemd as its process 1, under its own name, and nothing has failed', async () => {
  expect((await host.run(['cat', '/proc/1/comm'])).stdout.trim()).toBe('systemd');
  expect((await host.run(['hostname'])).stdout.trim()).toBe('oslo');
  expect((await host.run(['systemctl', 'is-system-running'])).stdout.trim()).toBe('running');
});

test('memory limits bind', async () => {
  const hog = ['perl', '-e', 'my $hog = "x" x (100 * 1024 * 1024); print length $hog'];
  const limited = ['systemd-run', '--wait', '--pipe', '--quiet', '--property=MemoryMax=20M'];
  expect((await host.tryRun([...limited, ...hog])).exitCode).not.toBe(0);
  expect((await host.run(hog)).stdout).toBe(String(100 * 1024 * 1024));
});

test('a folder of limited size gets full, and has room again when it grows', async () => {
  const write = ['dd', 'if=/dev/zero', 'of=/srv/small/file', 'bs=1M', 'count=8'];
  expect((await host.tryRun(write)).stderr).toContain('No space left on device');
  await host.resize('/srv/small', '16M');
  await host.run(write);
});

test('what is written on a host is not written on this machine, and outlives reboot and power cut', async () => {
  await host.writeFile('/etc/vpspilot-written-by-test', 'kept', '600');
  expect(existsSync('/etc/vpspilot-written-by-test')).toBe(false);
  const before = await bootId();
  await host.reboot();
  await host.run(['sync']);
  await host.crash();
  expect(await host.readFile('/etc/vpspilot-written-by-test')).toBe('kept');
  expect(await bootId()).not.toBe(before);
});

test('a cut network loses everything and comes back with its addresses', async () => {
  const server = createServer((_, response) => response.end('reached'));
  server.listen(0, host.gateway);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const ask = (seconds: number) => [
    ...['curl', '-sS', '--max-time', String(seconds)],
    `http://${host.gateway}:${port}/`,
  ];
  expect((await host.run(ask(5))).stdout).toBe('reached');
  await host.cutNetwork();
  expect((await host.tryRun(ask(1))).exitCode).not.toBe(0);
  await host.restoreNetwork();
  // The first packet may be lost while the link comes up; TCP sends it again after a second.
  expect((await host.run(ask(10))).stdout).toBe('reached');
  server.close();
});

test('a process that is killed leaves no host behind', async () => {
  const script = join(import.meta.dirname, '../support/hosts/boot-and-wait.ts');
  const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(owner.stdout, 'data')) as [Buffer];
  const machine = said.toString().trim();
  expect(await interfaces()).toContain(machine);
  owner.kill('SIGKILL');
  for (let tries = 0; tries < 50 && (await interfaces()).includes(machine); tries += 1) {
    await sleep(100);
  }
  expect(await interfaces()).not.toContain(machine);
});

/** Different at each boot; the kernel's own is shared with this machine. */
async function bootId(): Promise<string> {
  return (await host.run(['systemctl', 'show', '--property=UserspaceTimestampMonotonic'])).stdout;
}

async function interfaces(): Promise<string> {
  return (await promisify(execFile)('ip', ['-brief', 'address'])).stdout;
}
