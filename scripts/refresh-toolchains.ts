/**
 * Compares templates/toolchains.json with nixpkgs itself, and prints what differs.
 *
 *   node scripts/refresh-toolchains.ts           the rows, at the pinned revisions
 *   node scripts/refresh-toolchains.ts --newest  the rows, at the ends of the branches
 *   node scripts/refresh-toolchains.ts --write   and writes the table as it should be
 *
 * Exit code 0: nothing is wrong; 1: something is; 2: it could not be asked, for there is no internet.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readToolchainTable } from '../lib/toolchains/read-table.ts';
import type { ToolchainTable } from '../lib/toolchains/table.ts';
import { runScript } from './run-script.ts';
import { branchEnds, factsOf, lockedOf } from './toolchains/ask-nixpkgs.ts';
import { comparePins, compareRows, type Difference, type PinFacts } from './toolchains/compare.ts';

const { values: options } = parseArgs({
  options: { newest: { type: 'boolean' }, write: { type: 'boolean' } },
});

await runScript(refresh);

async function refresh(): Promise<number> {
  const table = readToolchainTable();
  const ends = await branchEnds(Object.keys(table.pins));
  if (ends === undefined) {
    say(
      'There is no internet here (github.com cannot be reached): nothing was compared, nothing was written.',
    );
    return 2;
  }
  const pinned = await refreshPins(table, ends);
  const facts: Record<string, PinFacts> = {};
  for (const [name, pin] of Object.entries(pinned.table.pins)) {
    say(`asking nixpkgs ${name} (${pin.rev.slice(0, 12)})`);
    facts[name] = await factsOf(table, pin);
  }
  const rows = compareRows(pinned.table, facts);
  const differences = [...pinned.differences, ...rows.differences];
  for (const { isWrong, text } of differences) say(`${isWrong ? 'wrong' : 'note '}  ${text}`);
  say(differences.length === 0 ? 'The table is as nixpkgs says.' : summary(differences));
  if (options.write === true) write(rows.table);
  return options.write !== true && differences.some(({ isWrong }) => isWrong) ? 1 : 0;
}

async function refreshPins(table: ToolchainTable, ends: Readonly<Record<string, string>>) {
  const asked: Record<string, Awaited<ReturnType<typeof lockedOf>>> = {};
  for (const [name, { rev }] of Object.entries(table.pins)) {
    asked[name] = await lockedOf(options.newest === true ? (ends[name] ?? rev) : rev);
  }
  const { differences, pins } = comparePins(table.pins, asked);
  return { differences, table: { ...table, pins } };
}

function summary(differences: readonly Difference[]): string {
  const wrong = differences.filter(({ isWrong }) => isWrong).length;
  return `${wrong} wrong, ${differences.length - wrong} to note; --write puts it right.`;
}

function write(table: ToolchainTable): void {
  const file = new URL('../templates/toolchains.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(table, undefined, 2)}\n`);
  say('templates/toolchains.json is written: run npm run fix, npm run generate and the tests.');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
