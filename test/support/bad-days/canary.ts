/** A secret that is unlike anything else, and the search for it in all places where it must not be. */
import { randomBytes } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryCommand } from '../../../lib/run-command.ts';
import type { Day } from './day.ts';

export interface Canary {
  /** With characters that encodings change. */
  readonly value: string;
  /** What stays the same in whatever escaping, and the pieces of base64 in which it may stand. */
  readonly forms: readonly string[];
}

export function makeCanary(): Canary {
  const core = randomBytes(18).toString('hex');
  return { value: `P/${core}&ö="x`, forms: [core, ...base64Pieces(core)] };
}

/** Base64 of a text depends on how many bytes are before it; its first and last letters on its neighbours. */
function base64Pieces(text: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.from('x'.repeat(before) + text).toString('base64');
    const piece = encoded.replaceAll('=', '').slice(before === 0 ? 0 : 4, -3);
    return [piece, piece.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

export function holdsCanary({ forms }: Canary, text: string): boolean {
  return forms.some((form) => text.includes(form));
}

/**
 * Files below these paths that hold it, except where it belongs: the .env files of releases, if
 * nobody else can read them, and what the application itself has written into its own log.
 */
export async function filesWith(canary: Canary, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const patterns = canary.forms.flatMap((form) => ['-e', form]);
  // Exit code 2: a file was removed while it was searched; what was found is said all the same.
  const { stdout } = await tryCommand(['grep', '-rlaF', ...patterns, '--', ...paths]);
  const found = stdout.split('\n').filter((path) => path !== '');
  const allowed = await Promise.all(found.map(mayHoldIt));
  return found.filter((_, index) => allowed[index] === false);
}

async function mayHoldIt(path: string): Promise<boolean> {
  if (/\/node\/logs\/project-\d+(\.error)?\.log$/.test(path)) return true;
  if (!/\/node\/projects\/[^/]+\/releases\/\d+\/\.env$/.test(path)) return false;
  return ((await lstat(path)).mode & 0o777) === 0o600;
}

/** What was added to the store since a moment, of whatever project, and the logs of builds. */
export async function newInStore(sinceMs: number): Promise<string[]> {
  const since = `@${Math.floor(sinceMs / 1_000)}`;
  const find = async (folder: string, ...depth: string[]) => {
    const { stdout } = await tryCommand(['find', folder, ...depth, '-newerct', since]);
    return stdout.split('\n').filter((path) => path !== '');
  };
  const [paths, logs] = await Promise.all([
    find('/nix/store', '-mindepth', '1', '-maxdepth', '1'),
    find('/nix/var/log', '-type', 'f'),
  ]);
  return [...paths, ...logs];
}

/** Looks at the command lines of all processes again and again until it is stopped. */
export function watchCommandLines(canary: Canary): { stop(): Promise<string[]> } {
  const found = new Set<string>();
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await sleep(5)) {
      const lines = await commandLines();
      for (const line of lines.filter((each) => holdsCanary(canary, each))) found.add(line);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await watching;
      return [...found];
    },
  };
}

async function commandLines(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (pid: string) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return (await Promise.all(pids.map(read))).map((line) => line.split('\0').join(' '));
}

const answers = [
  '/projects',
  '/projects/:project',
  '/projects/:project/secrets',
  '/projects/:project/deployments?limit=100',
  '/projects/:project/logs?follow=false&lines=10000',
  '/nodes',
  '/nodes/oslo',
  '/deliveries',
  '/tokens',
  '/audit?limit=100',
  '/openapi.json',
];

/** Addresses of the API whose answers hold it. */
export async function answersWith(canary: Canary, day: Day, project: string): Promise<string[]> {
  const path = `/projects/${project}/deployments?limit=100`;
  const { items } = await day.api.call<{ items: { id: string }[] }>('GET', path);
  const paths = [
    ...answers.map((answer) => answer.replace(':project', project)),
    ...items.flatMap(({ id }) =>
      ['', '/log', '/events'].map((part) => `/deployments/${id}${part}`),
    ),
  ];
  const found: string[] = [];
  for (const each of paths) {
    if (holdsCanary(canary, await day.api.text(each))) found.push(each);
  }
  return found;
}
