/** What the audit log can be narrowed by; the names stand in the address. */
export const filterNames = ['project', 'actor', 'action', 'from', 'to', 'q'] as const;

export type AuditFilter = (typeof filterNames)[number];
export type AuditFilterValues = Readonly<Record<AuditFilter, string>>;
export type AuditQuery = Partial<Record<AuditFilter, string>>;

/** What central is asked for: days become the moments at which they begin and end where the reader is. */
export function queryOf(filters: AuditFilterValues): AuditQuery {
  const query: AuditQuery = {};
  for (const name of filterNames) {
    const value = filters[name].trim();
    if (value !== '' && name !== 'from' && name !== 'to') query[name] = value;
  }
  const from = dayStart(filters.from, 0);
  const to = dayStart(filters.to, 1);
  return {
    ...query,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** Midnight of a day like 2026-11-21, some days later; undefined when it is none. */
function dayStart(day: string, addDays: number): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (parts === null) return undefined;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + addDays);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
