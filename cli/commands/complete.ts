import type { Command } from 'commander';
import { createCentral } from '../api/client.ts';
import { complete } from '../completion.ts';
import type { Io } from '../io.ts';
import { readLogin } from '../settings.ts';

/** Whoever presses Tab does not wait for a server that is away. */
const timeoutMs = 1_000;

/** What the shells ask with every Tab; not in the help. */
export function completeCommand(parent: Command, io: Io): void {
  parent
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: string[]) => {
      const found = complete(parent, words);
      const last = words.at(-1) ?? '';
      const names = found.names === undefined ? [] : await namesOf(io, found.names).catch(() => []);
      const fitting = names.filter((name) => name.startsWith(last));
      for (const word of [...found.words, ...fitting]) io.print(word);
    });
}

async function namesOf(io: Io, kind: 'project' | 'node'): Promise<string[]> {
  const { server, token } = await readLogin(io.env);
  if (server === undefined || token === undefined) return [];
  const api = createCentral({ server, token });
  const signal = AbortSignal.timeout(timeoutMs);
  if (kind === 'node') {
    return (await api.get('/api/v1/nodes', { signal })).items.map(({ name }) => name);
  }
  const params = { query: { limit: 200 } };
  const { items } = await api.get('/api/v1/projects', { params, signal });
  return items.map(({ slug }) => slug);
}
