import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentPlace, fetchFiles } from '../../node-agent/adapters/dependencies/fetch-file.ts';
import { forgetUnusedDependencies } from '../../node-agent/adapters/dependencies/forget-unused.ts';
import { localDigests } from '../support/local-digests.ts';
import { recordingStep } from '../support/step.ts';

const text = 'the package';
const integrity = `sha256-${createHash('sha256').update(text).digest('base64')}`;

let root: string;
let server: Server;
let requests: number;
/** So many answers end in the middle. */
let cuts: number;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'file-cache-'));
  requests = 0;
  cuts = 0;
  server = createServer((_, response) => {
    requests += 1;
    if (requests > cuts) return response.end(text);
    response.setHeader('content-length', text.length);
    return response.write(text.slice(0, 4), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  rmSync(root, { recursive: true, force: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Fetches the file; returns what was laid out. */
async function fetchOne(): Promise<string> {
  const directory = mkdtempSync(join(root, 'target-'));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/thing`;
  const hints = { unauthorized: 'set a token', missing: 'commit the lock file' };
  await fetchFiles(
    [{ label: 'thing 1.0', url, headers: {}, trust: { integrity }, place: 'thing' }],
    { ecosystem: 'npm', directory, hints },
    { root, digests: localDigests() },
    recordingStep(),
  );
  return readFileSync(join(directory, 'thing'), 'utf8');
}

const cached = () => join(root, 'cache/files', contentPlace(integrity));

test('a file that lost its content is fetched again', async () => {
  await fetchOne();
  expect(await fetchOne()).toBe(text);
  expect(requests).toBe(1);
  rmSync(cached());
  writeFileSync(cached(), '');
  expect(await fetchOne()).toBe(text);
  expect(requests).toBe(2);
});

test('files that no deployment used for long are removed, and only those', async () => {
  await fetchOne();
  expect(await forgetUnusedDependencies({ root }, 60_000)).toBe(0);
  expect(existsSync(cached())).toBe(true);
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(cached(), longAgo, longAgo);
  await fetchOne();
  await forgetUnusedDependencies({ root }, 60_000);
  expect(existsSync(cached()), 'its use counts').toBe(true);
  utimesSync(cached(), longAgo, longAgo);
  await forgetUnusedDependencies({ root }, 60_000);
  expect(readdirSync(join(root, 'cache/files'), { recursive: true }).join()).not.toContain(
    contentPlace(integrity).slice(-20),
  );
});

test('a connection that ends in the middle of a file is tried again; nothing half is kept', async () => {
  cuts = 2;
  expect(await fetchOne()).toBe(text);
  expect(requests).toBe(3);
  const files = readdirSync(join(root, 'cache/files'), { recursive: true, withFileTypes: true });
  expect(files.filter((entry) => entry.isFile())).toHaveLength(1);
});
