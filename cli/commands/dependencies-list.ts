import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { ageText } from '../output/deployment-text.ts';
import { printTable } from '../output/table.ts';

interface Digest {
  ecosystem: string;
  key: string;
  sha256: string;
  recordedBy: string;
  recordedAt: string;
}

export function dependenciesListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list packages that are trusted since their first use')
    .description(
      'Lists what is recorded of packages whose lock file has no hash for them: each node compares what it fetches with it.',
    )
    .argument('[text]', 'only packages with this in their name');
  defineAction(command, io, {
    examples: ['dependencies list symfony'],
    async run({ json, central }, [text]) {
      const query = text === undefined ? {} : { search: text };
      const found = await (await central()).get('/api/v1/dependencies', { params: { query } });
      if (json) io.json(found);
      else printDigests(io, found.items);
      return undefined;
    },
  });
}

function printDigests(io: Io, items: readonly Digest[]): void {
  if (items.length === 0) {
    io.print('Nothing is recorded: every package so far had a hash in its lock file');
    return;
  }
  const rows = items.map(({ ecosystem, key, sha256, recordedBy, recordedAt }) => [
    { text: key, paint: io.colors.bold },
    ecosystem,
    sha256.slice(0, 16),
    ageText(recordedAt),
    recordedBy,
  ]);
  printTable(io, ['PACKAGE', 'ECOSYSTEM', 'SHA-256', 'FIRST USE', 'NODE'], rows);
}
