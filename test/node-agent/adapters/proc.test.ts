import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import {
  isGroupRunning,
  isRunning,
  parseProcessStat,
  processStat,
} from '../../../node-agent/adapters/proc.ts';
import { connectionsTo, countConnections } from '../../../node-agent/adapters/tcp-connections.ts';

test('a program’s name may hold blanks and parentheses', () => {
  const rest = Array.from({ length: 40 }, (_, index) => String(index + 10)).join(' ');
  const stat = parseProcessStat(`7 (a) (b) S 1 77 ${rest}`);
  expect(stat).toMatchObject({ state: 'S', group: 77, startTicks: 26 });
});

test('a process is known by pid and start', async () => {
  const child = spawn('sleep', ['60'], { detached: true });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const stat = await processStat(pid);
  expect(await isRunning(pid, stat?.startTicks ?? 0)).toBe(true);
  expect(await isRunning(pid, 1)).toBe(false);
  expect(await isGroupRunning(pid)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await isGroupRunning(pid)).toBe(false);
  expect(await processStat(pid)).toBeUndefined();
});

test('only the listening end of an established connection counts', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue',
    '   0: 0100007F:4E21 00000000:0000 0A 00000000',
    '   1: 0100007F:4E21 0100007F:A3C4 01 00000000',
    '   2: 0100007F:A3C4 0100007F:4E21 01 00000000',
    '   3: 0100007F:4E21 0100007F:A3C6 06 00000000',
    '   4: 00000000000000000000000000000000:4E21 0100007F:A3C8 01 00000000',
  ].join('\n');
  expect(countConnections(table, 20_001)).toBe(2);
  expect(countConnections(table, 20_002)).toBe(0);
});

test.each(['127.0.0.1', '::'])('connections to a server on %s are counted', async (host) => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  expect(await connectionsTo(port)).toBe(0);
  const socket = connect(port, '127.0.0.1');
  await Promise.all([once(socket, 'connect'), once(server, 'connection')]);
  expect(await connectionsTo(port)).toBe(1);
  socket.destroy();
  server.close();
});
