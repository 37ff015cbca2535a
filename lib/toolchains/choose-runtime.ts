import { UserError } from '../user-error.ts';
import { type Runtime, type ToolchainTable, versionsOf } from './table.ts';
import { fulfils, isAnything, parseWish, type Wish } from './wish.ts';

export interface ChosenRuntime {
  runtime: string;
  /** Key of the table: "20". */
  version: string;
  attribute: string;
  pins: readonly string[];
  /** What decided: ".nvmrc"; undefined when nothing did and it is the default. */
  source: string | undefined;
  /** What the user should know: end of life, a patch version that cannot be had. */
  notes: string[];
}

interface Options {
  /** Where the wish stands: "runtime.node" or ".nvmrc". */
  source?: string;
  /** ISO date. */
  today: string;
  /** Rows that this node can build with; all when absent. Only an exact wish goes beyond them. */
  offered?: (runtime: string, version: string) => boolean;
}

/**
 * Finds the table's row for what a project asked for. A range takes the default version where that
 * lies within it, otherwise the newest one that does and is mended for longest.
 *
 * @throws UserError `runtime_unknown` listing the versions that work.
 */
export function chooseRuntime(
  table: ToolchainTable,
  name: string,
  wish: string | undefined,
  { source, today, offered = () => true }: Options,
): ChosenRuntime {
  const runtime = table.runtimes[name];
  if (runtime === undefined) throw new Error(`no runtime called ${name} in the table`);
  const asked = resolveAlias(runtime, wish?.trim() ?? '');
  const parsed = isAnything(asked) ? undefined : parseWish(asked, name);
  const version =
    parsed === undefined && !isAnything(asked)
      ? undefined
      : bestRow(runtime, parsed, (row) => offered(name, row));
  const row = version === undefined ? undefined : runtime.versions[version];
  if (version === undefined || row === undefined)
    throw unknown(runtime, name, asked, source ?? `runtime.${name}`);
  const { attribute, pins } = row;
  const notes = [
    endOfLifeNote(runtime, version, today),
    patchNote(runtime, parsed, version, source),
  ];
  return {
    runtime: name,
    version,
    attribute,
    pins,
    source,
    notes: notes.filter((note) => note !== ''),
  };
}

/** "lts/hydrogen" and "hydrogen" are 18. */
function resolveAlias({ aliases = {} }: Runtime, wish: string): string {
  const name = wish.toLowerCase().replace(/^lts\//, '');
  return Object.hasOwn(aliases, name) ? (aliases[name] ?? wish) : wish;
}

function bestRow(
  runtime: Runtime,
  wish: Wish | undefined,
  offered: (row: string) => boolean,
): string | undefined {
  const rows = longestLived(runtime);
  const standard = [runtime.default, ...rows];
  if (wish === undefined) return standard.find(offered) ?? runtime.default;
  if (wish.exact !== undefined) {
    const fitting = standard.filter((row) => fulfils(wish, row, false));
    return fitting.find(offered) ?? fitting[0];
  }
  for (const wholly of [true, false]) {
    const fitting = standard.filter((row) => fulfils(wish, row, wholly));
    const found = fitting.find(offered) ?? (wholly ? undefined : fitting[0]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Node 20 before 21, which was mended for half a year only. */
function longestLived(runtime: Runtime): string[] {
  const end = (row: string) => runtime.versions[row]?.endOfLife ?? '9999';
  return versionsOf(runtime)
    .toReversed()
    .sort((a, b) => end(b).localeCompare(end(a)));
}

function unknown(runtime: Runtime, name: string, wish: string, source: string): UserError {
  const short = wish.length > 60 ? `${wish.slice(0, 60)}…` : wish;
  const [, asked = ''] = /(\d+(?:\.\d+)?)/.exec(short) ?? [];
  const reason = runtime.unavailable?.[asked];
  const because = reason === undefined ? '' : `: ${reason}`;
  const known = versionsOf(runtime).join(', ');
  const elsewhere =
    source === `runtime.${name}`
      ? ''
      : `; "runtime": {"${name}": "${runtime.default}"} in config.vpspilot.json counts more than ${source}`;
  return new UserError(
    'runtime_unknown',
    `${source} asks for ${runtime.title} "${short}", which is not available${because}`,
    { hint: `Versions that work: ${known}${elsewhere}` },
  );
}

function endOfLifeNote({ title, versions }: Runtime, version: string, today: string): string {
  const end = versions[version]?.endOfLife;
  if (end === undefined || end >= today) return '';
  return `${title} ${version} gets no security fixes since ${end}`;
}

function patchNote(
  { title }: Runtime,
  wish: Wish | undefined,
  version: string,
  source: string | undefined,
): string {
  const exact = wish?.exact;
  // "3" asks for less than the row "3.13" says.
  if (exact === undefined || exact.split('.').length <= version.split('.').length) return '';
  const note = `${title} ${exact} was asked for; the newest ${version} of the pinned nixpkgs is used`;
  if (source !== 'Gemfile ruby') return note;
  return `${note}. Bundler insists on the very one: write ruby "~> ${exact}" in the Gemfile`;
}
