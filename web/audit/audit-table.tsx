import type { components } from '../../lib/api/openapi.ts';
import { InlineCode } from '../components/code.tsx';
import { type Column, Table } from '../components/table.tsx';
import { Time } from '../components/time.tsx';

type AuditEntry = components['schemas']['AuditEntry'];

/** Entries of the audit log. Every text in it may come from outside: it is shown as text and nothing else. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return <Table label="Audit log" rows={entries} rowKey={({ id }) => id} columns={columns} />;
}

const columns: readonly Column<AuditEntry>[] = [
  { key: 'what', title: 'What', render: ({ action }) => <InlineCode>{action}</InlineCode> },
  { key: 'target', title: 'To what', render: ({ target }) => target },
  { key: 'who', title: 'Who', render: ({ actor }) => <strong>{actor}</strong> },
  {
    key: 'detail',
    title: 'Detail',
    render: ({ detail }) => (detail === '' ? null : <span className="muted">{detail}</span>),
  },
  { key: 'at', title: 'When', align: 'right', render: ({ at }) => <Time at={at} /> },
];
