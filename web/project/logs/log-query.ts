/** Which part of an application's log is shown: so many last lines, or a stretch of time. */
export type LogPart =
  | { kind: 'lines'; count: number }
  | { kind: 'last'; minutes: number }
  /** ISO 8601; without `to` it goes on. */
  | { kind: 'range'; from: string; to: string | undefined };

export interface LogQuery {
  part: LogPart;
  /** Only lines with this text. */
  q: string;
}

/** As many past lines as central gives. */
export const linesMax = 10_000;

const linesDefault = 500;
const lineCounts = [100, linesDefault, 2_000, linesMax];
const spans = [
  { minutes: 15, label: 'Last 15 minutes' },
  { minutes: 60, label: 'Last hour' },
  { minutes: 360, label: 'Last 6 hours' },
  { minutes: 1_440, label: 'Last 24 hours' },
];

/** What one can choose, by name as it stands in the page's address. */
export const partOptions: readonly { value: string; label: string }[] = [
  ...lineCounts.map((count) => ({
    value: `lines-${count}`,
    label: `Last ${count.toLocaleString('en')} lines`,
  })),
  ...spans.map(({ minutes, label }) => ({ value: `minutes-${minutes}`, label })),
  { value: 'range', label: 'From … to …' },
];

/** What an address asks for; anything odd is the default. */
export function readLogQuery(params: URLSearchParams): LogQuery {
  const q = (params.get('q') ?? '').slice(0, 200);
  return { q, part: readPart(params) };
}

function readPart(params: URLSearchParams): LogPart {
  const show = params.get('show') ?? '';
  const [, unit, number] = /^(lines|minutes)-(\d{1,5})$/.exec(show) ?? [];
  if (partOptions.some(({ value }) => value === show) && unit !== undefined) {
    const amount = Number(number);
    return unit === 'lines' ? { kind: 'lines', count: amount } : { kind: 'last', minutes: amount };
  }
  const from = isoOf(params.get('from'));
  if (from !== undefined) return { kind: 'range', from, to: isoOf(params.get('to')) };
  return { kind: 'lines', count: linesDefault };
}

/** The address of a query; the default is not mentioned. */
export function writeLogQuery({ part, q }: LogQuery): Record<string, string> {
  const text: Record<string, string> = q === '' ? {} : { q };
  if (part.kind === 'range') {
    return { ...text, from: part.from, ...(part.to === undefined ? {} : { to: part.to }) };
  }
  const show = nameOf(part);
  return show === `lines-${linesDefault}` ? text : { ...text, show };
}

/** Name of a part among the options. */
export function nameOf(part: LogPart): string {
  if (part.kind === 'range') return 'range';
  return part.kind === 'lines' ? `lines-${part.count}` : `minutes-${part.minutes}`;
}

/** Whether new lines belong to it too. */
export function isGrowing(part: LogPart): boolean {
  return part.kind !== 'range' || part.to === undefined;
}

/**
 * Where the stream of a query is.
 *
 * @param resumeAt Unix milliseconds of the last line that has come; a connection was lost
 */
export function logPath(
  project: string,
  { part, q }: LogQuery,
  { now, resumeAt }: { now: number; resumeAt: number | undefined },
): string {
  const from = resumeAt === undefined ? beginOf(part, now) : new Date(resumeAt).toISOString();
  const lines = part.kind === 'lines' && resumeAt === undefined ? part.count : linesMax;
  const query = new URLSearchParams({ lines: String(lines), follow: String(isGrowing(part)) });
  if (q !== '') query.set('q', q);
  if (from !== undefined) query.set('from', from);
  if (part.kind === 'range' && part.to !== undefined) query.set('to', part.to);
  return `/api/v1/projects/${encodeURIComponent(project)}/logs?${query}`;
}

/** The same as a file. */
export function downloadPath(project: string, { part, q }: LogQuery, now: number): string {
  const query = new URLSearchParams(q === '' ? {} : { q });
  const from = beginOf(part, now);
  if (from !== undefined) query.set('from', from);
  if (part.kind === 'range' && part.to !== undefined) query.set('to', part.to);
  return `/api/v1/projects/${encodeURIComponent(project)}/logs/download?${query}`;
}

function beginOf(part: LogPart, now: number): string | undefined {
  if (part.kind === 'range') return part.from;
  return part.kind === 'last' ? new Date(now - part.minutes * 60_000).toISOString() : undefined;
}

function isoOf(text: string | null): string | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** A time as an input of the browser has it: in the reader's zone, to the minute. */
export function localInput(iso: string | undefined): string {
  if (iso === undefined) return '';
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
