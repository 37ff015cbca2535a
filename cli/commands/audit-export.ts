import { type Command, Option } from 'commander';
import { type AuditFilters, auditQuery } from '../audit-filters.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function auditExportCommand(parent: Command, io: Io): void {
  const command = parent
    .command('export')
    .summary('write the audit log as CSV or JSON')
    .description('Writes the whole audit log, or what the filters leave of it, to stdout.')
    .option('-p, --project <project>', 'only of this project')
    .option('--actor <actor>', 'only of this actor, as shown')
    .option('--action <action>', 'secret.set, or secret for everything with secrets')
    .option('--since <time>', 'not before, as in 2h, 3d or 2026-05-01')
    .option('--until <time>', 'before')
    .option('--search <text>', 'a part of any column')
    .addOption(
      new Option('--format <format>', 'of the file').choices(['csv', 'json']).default('csv'),
    );
  defineAction<AuditFilters & { format: string }>(command, io, {
    examples: ['audit export --since 30d > audit.csv'],
    async run({ json, central }, _args, options) {
      const format = json ? 'json' : options.format;
      const query = new URLSearchParams({ ...auditQuery(options), format });
      const { body } = await (await central()).open(`/api/v1/audit/export?${query}`);
      // Pieces as they come: the log may be longer than the memory.
      for await (const piece of body ?? []) io.stdout.write(piece);
      return undefined;
    },
  });
}
