import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { readableAddress } from '../../../node-agent/adapters/port-listener.ts';
import { createPortAllocator } from '../../../node-agent/adapters/ports.ts';

test('ports are given in turn, none twice, not even at once', async () => {
  const allocator = createPortAllocator({ portRange: [23_100, 23_119] });
  const given = await Promise.all(Array.from({ length: 10 }, () => allocator.allocate(new Set())));
  expect(new Set(given).size).toBe(10);
});

test('kept releases and other programs keep their ports, whatever address they listen on', async () => {
  const others = [createServer().listen(23_131, '127.0.0.1'), createServer().listen(23_132, '::')];
  await Promise.all(others.map((server) => once(server, 'listening')));
  const allocator = createPortAllocator({ portRange: [23_130, 23_134] });
  const inUse = new Set([23_130]);
  expect([await allocator.allocate(inUse), await allocator.allocate(inUse)]).toEqual([
    23_133, 23_134,
  ]);
  await expect(allocator.allocate(inUse)).rejects.toMatchObject({ code: 'no_free_port' });
  for (const server of others) server.close();
});

test('who listened on the port before the release was started is a stranger; who came with it is not', async () => {
  const allocator = createPortAllocator({ portRange: [23_140, 23_144] });
  const other = createServer().listen(23_140, '127.0.0.1');
  await once(other, 'listening');
  const release = spawn(process.execPath, [
    '-e',
    "require('net').createServer().listen(23141, () => console.log('listens'))",
  ]);
  try {
    await once(release.stdout, 'data');
    const pid = release.pid ?? 0;
    expect(await allocator.strangerOn(23_140, pid)).toContain(`process ${process.pid} (`);
    expect(await allocator.strangerOn(23_141, pid)).toBeUndefined();
    expect(await allocator.strangerOn(23_142, pid)).toBeUndefined();
    expect(await allocator.strangerOn(23_141, 0)).toContain(`process ${pid} (`);
  } finally {
    release.kill('SIGKILL');
    other.close();
  }
});

test('where a release listens is found by its session, whatever the address', async () => {
  const allocator = createPortAllocator({ portRange: [23_150, 23_154] });
  const program = `const listen = (port, host) => require('net').createServer().listen(port, host, () => console.log('listens'));
    listen(23151, '127.0.0.1'); listen(23152, '0.0.0.0'); listen(23153, '::1');`;
  const release = spawn(process.execPath, ['-e', program], { detached: true });
  try {
    let said = '';
    for await (const chunk of release.stdout) {
      said += String(chunk);
      if (said.split('listens').length > 3) break;
    }
    const addresses = await allocator.listeningAddresses(release.pid ?? 0);
    expect(addresses).toEqual(['0.0.0.0:23152', '127.0.0.1:23151', '[::1]:23153']);
    expect(await allocator.listeningAddresses(0)).toEqual([]);
  } finally {
    release.kill('SIGKILL');
  }
});

test.each([
  ['0100007F:0BB8', '127.0.0.1:3000'],
  ['00000000000000000000000000000000:0050', '[::]:80'],
  ['0000000000000000FFFF00000100007F:0BB8', '127.0.0.1:3000'],
  ['B80D01200000000000000000010000AB:0BB8', '[2001:db8:0:0:0:0:ab00:1]:3000'],
])('%s of the kernel is %s', (own, address) => {
  expect(readableAddress(own)).toBe(address);
});
