import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetchFiles, type RemoteFile } from '../../node-agent/adapters/dependencies/fetch-file.ts';
import { localDigests } from '../support/local-digests.ts';
import { recordingStep } from '../support/step.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let root: string;
let servers: Server[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fetch-'));
  servers = [];
});
afterEach(async () => {
  rmSync(root, { recursive: true, force: true });
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(answer: Answer) {
  const requests: { url: string; authorization: string | undefined; key: unknown }[] = [];
  const server = createServer((request, response) => {
    const { authorization, 'x-key': key } = request.headers;
    requests.push({ url: request.url ?? '', authorization, key });
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const hints = { unauthorized: 'set a token', missing: 'commit the lock file' };
const file = (url: string, more: Partial<RemoteFile> = {}): RemoteFile => ({
  ...{ label: 'thing 1.0', url, headers: {}, trust: { firstUse: 'thing 1.0' }, place: 'a/b.zip' },
  ...more,
});

function fetchInto(files: RemoteFile[], digests = localDigests(), node = 'node') {
  const directory = mkdtempSync(join(root, 'target-'));
  const settings = { root: join(root, node), digests };
  const plan = { ecosystem: 'composer', directory, hints };
  const fetched = fetchFiles(files, plan, settings, recordingStep());
  return Object.assign(fetched, { directory });
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('what is trusted by first use', () => {
  test('is laid out, told with its digest, and neither fetched nor asked again on this node', async () => {
    const { url, requests } = await serve((_, response) => response.end('one'));
    let asked = 0;
    const record = localDigests();
    const digests = {
      check: (...question: Parameters<typeof record.check>) => {
        asked += 1;
        return record.check(...question);
      },
    };
    const first = fetchInto([file(url)], digests);
    const expected = new Map([['thing 1.0', sha256('one')]]);
    expect(await first).toEqual({ fetched: 1, digests: expected });
    expect(readFileSync(join(first.directory, 'a/b.zip'), 'utf8')).toBe('one');
    expect(await fetchInto([file(url)], digests)).toEqual({ fetched: 0, digests: expected });
    expect({ asked, requests: requests.length }).toEqual({ asked: 1, requests: 1 });
  });

  test('a change is refused on another node, and not found in the cache afterwards', async () => {
    let content = 'one';
    const { url } = await serve((_, response) => response.end(content));
    const digests = localDigests();
    await fetchInto([file(url)], digests);
    content = 'another';
    await expect(fetchInto([file(url)], digests, 'paris')).rejects.toThrow('dependency_changed');
    await expect(fetchInto([file(url)], digests, 'paris')).rejects.toThrow('dependency_changed');
    content = 'one';
    expect((await fetchInto([file(url)], digests, 'paris')).fetched).toBe(1);
  });
});

test('another kind of proof is asked once per content', async () => {
  const { url } = await serve((_, response) => response.end('zip'));
  let verified = 0;
  const verify = async (path: string) => {
    verified += 1;
    if (readFileSync(path, 'utf8') !== 'zip') throw new Error('its h1 is another one');
  };
  const wanted = [file(url, { trust: { proof: 'h1:abc', verify } })];
  expect((await fetchInto(wanted)).fetched).toBe(1);
  expect((await fetchInto(wanted)).fetched).toBe(0);
  expect(verified).toBe(1);
});

describe('a token', () => {
  test('is sent to its own host only, whatever that redirects to', async () => {
    const cdn = await serve((_, response) => response.end('one'));
    const registry = await serve(({ url }, response) => {
      const location = url === '/far' ? `${cdn.url}/file` : '/far';
      response.writeHead(302, { location }).end();
    });
    const headers = { authorization: 'Bearer secret', 'x-key': 'secret' };
    await fetchInto([file(`${registry.url}/near`, { headers })]);
    expect(registry.requests.map(({ key }) => key)).toEqual(['secret', 'secret']);
    expect(cdn.requests).toEqual([{ url: '/file', authorization: undefined, key: undefined }]);
  });

  test('in an address becomes a header and is in no error', async () => {
    const { url, requests } = await serve((_, response) => response.writeHead(403).end());
    const wanted = file(url.replace('//', '//ada:p%40ss@'));
    const error = await fetchInto([wanted]).catch((caught: Error) => caught);
    expect(requests[0]?.authorization).toBe(`Basic ${btoa('ada:p@ss')}`);
    expect(error).toMatchObject({ code: 'dependency_fetch_failed', hint: 'set a token' });
    expect(JSON.stringify([error, String(error)])).not.toMatch(/p%40ss|p@ss/);
  });
});

test('a server that redirects for ever is given up', async () => {
  const { url } = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
  await expect(fetchInto([file(url)])).rejects.toThrow('redirects more than 5 times');
});
