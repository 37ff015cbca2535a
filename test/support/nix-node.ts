import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { startProgram } from '../../node-agent/adapters/nix-builder.ts';
import { nixSettings } from './nix-project.ts';

/** One node with its tools for each file that imports this. */
export let root: string;
export let settings: ReturnType<typeof nixSettings>;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'nix-'));
  settings = nixSettings(root);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Answers with where and how it runs. */
export const server = `require('node:http').createServer((request, response) => {
  response.end(JSON.stringify({ cwd: process.cwd(), env: process.env.NODE_ENV, node: process.version }));
}).listen(process.env.PORT);`;

export const hello = {
  name: 'Hello',
  type: 'nodejs',
  runtime: { node: '24' },
  start: { command: 'node server.js' },
};

/** Starts a release's program and asks it once. */
export async function answerOf(
  storePath: string,
  environment: Record<string, string> = {},
  path = '',
): Promise<string> {
  const port = 20_000 + Math.floor(Math.random() * 9_000);
  const child = spawn(startProgram(storePath), [], {
    env: { PORT: String(port), PATH: '/usr/bin:/bin', HOME: root, ...environment },
    stdio: 'inherit',
    detached: true,
  });
  try {
    for (let attempt = 0; attempt < 100; attempt++) {
      const answer = await fetch(`http://127.0.0.1:${port}/${path}`).catch(() => undefined);
      if (answer !== undefined) return await answer.text();
      await sleep(50);
    }
    throw new Error('the release did not answer');
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }
}
