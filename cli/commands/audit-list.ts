import type { Command } from 'commander';
import { allPages } from '../../lib/api/all-pages.ts';
import { type AuditFilters, auditQuery } from '../audit-filters.ts';
import { defineAction, wholeNumber } from '../command-line.ts';
import type { Io } from '../io.ts';
import { printTable } from '../output/table.ts';

export function auditListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list who changed what')
    .description('Lists the audit log, newest first.')
    .option('-p, --project <project>', 'only of this project')
    .option('--actor <actor>', 'only of this actor, as shown')
    .option('--action <action>', 'secret.set, or secret for everything with secrets')
    .option('--since <time>', 'not before, as in 2h, 3d or 2026-05-01')
    .option('--until <time>', 'before')
    .option('--search <text>', 'a part of any column')
    .option('--limit <count>', 'how many', wholeNumber(1), 30);
  defineAction<AuditFilters & { limit: number }>(command, io, {
    examples: ['audit --project shop --since 7d', 'audit --action secret'],
    async run({ json, central }, _args, options) {
      const api = await central();
      const filters = auditQuery(options);
      const items = await allPages(
        (page) => api.get('/api/v1/audit', { params: { query: { ...page, ...filters } } }),
        options.limit,
      );
      const rows = items.map((entry) => [
        entry.at.slice(0, 19).replace('T', ' '),
        entry.actor,
        { text: entry.action, paint: io.colors.bold },
        entry.project ?? '',
        [entry.target, entry.detail].filter(Boolean).join(' · '),
      ]);
      if (json) io.json({ items });
      else printTable(io, ['WHEN (UTC)', 'WHO', 'WHAT', 'PROJECT', 'TO WHAT'], rows);
      return undefined;
    },
  });
}
