import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gemFile, type PublishedGem } from './gem-file.ts';

/** A server that follows the protocol of rubygems.org: the compact index, and the gems. */
export async function startRubygems(
  options: { gems?: readonly PublishedGem[]; login?: string } = {},
) {
  const gems = new Map<string, Published>();
  const requests: { path: string; authorization: string | undefined }[] = [];
  const replaced = new Map<string, Buffer>();
  let isOff = false;
  let hasIndex = true;
  const publish = (gem: PublishedGem) => {
    replaced.delete(fullName(gem));
    gems.set(fullName(gem), { gem, file: gemFile(gem) });
  };
  for (const gem of options.gems ?? []) publish(gem);
  /** What is under a path; undefined: nothing. */
  const answerOf = (path: string): string | Buffer | undefined => {
    const [, kind = '', name = ''] = path.split('/');
    const fileName = name.replace(/\.gem$/, '');
    if (kind === 'gems') return replaced.get(fileName) ?? gems.get(fileName)?.file;
    return hasIndex ? indexAnswer([...gems.values()], kind, name) : undefined;
  };
  const server = createServer(({ url = '', headers }, response) => {
    const { authorization } = headers;
    requests.push({ path: url, authorization });
    const sent = Buffer.from(authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    const body = answerOf(decodeURIComponent(url));
    if (isOff) response.destroy();
    else if (options.login !== undefined && sent !== options.login) response.writeHead(401).end();
    else if (body === undefined) response.writeHead(404).end('not found');
    else {
      const etag = `"${hashOf('md5', body)}"`;
      const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
      response.writeHead(200, { etag, 'repr-digest': digest }).end(body);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    publish,
    /** The file under a name that the index knows becomes another one. */
    replaceFile: (name: string, gem: PublishedGem) => replaced.set(name, gemFile(gem)),
    /** Answers nothing any more, until it is on again. */
    setOff: (off: boolean) => {
      isOff = off;
    },
    setIndex: (has: boolean) => {
      hasIndex = has;
    },
    sha256: (name: string) => hashOf('sha256', gems.get(name)?.file ?? ''),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Published {
  gem: PublishedGem;
  file: Buffer;
}

function indexAnswer(all: readonly Published[], kind: string, wanted: string): string | undefined {
  const of = (name: string) => all.filter(({ gem }) => gem.name === name);
  const names = [...new Set(all.map(({ gem }) => gem.name))];
  const versions = (name: string) => {
    const numbers = of(name).map(({ gem }) => numberOf(gem));
    return `${name} ${numbers.join(',')} ${hashOf('md5', infoText(of(name)))}\n`;
  };
  const answers: Record<string, () => string | undefined> = {
    names: () => `---\n${names.join('\n')}\n`,
    info: () => (names.includes(wanted) ? infoText(of(wanted)) : undefined),
    versions: () => `created_at: 2022-01-01T00:00:00Z\n---\n${names.map(versions).join('')}`,
  };
  return answers[kind]?.();
}

function numberOf({ version, platform = 'ruby' }: PublishedGem): string {
  return platform === 'ruby' ? version : `${version}-${platform}`;
}

function fullName(gem: PublishedGem): string {
  return `${gem.name}-${numberOf(gem)}`;
}

function infoText(gems: readonly Published[]): string {
  const lines = gems.map(({ gem, file }) => {
    const wanted = Object.entries(gem.dependencies ?? {}).map(
      ([name, text]) => `${name}:${text.replaceAll(', ', '&')}`,
    );
    const ruby =
      gem.requiredRuby === undefined ? '' : `,ruby:${gem.requiredRuby.replaceAll(', ', '&')}`;
    return `${numberOf(gem)} ${wanted.join(',')}|checksum:${hashOf('sha256', file)}${ruby}\n`;
  });
  return `---\n${lines.join('')}`;
}

function hashOf(algorithm: string, content: string | Buffer): string {
  return createHash(algorithm).update(content).digest('hex');
}
