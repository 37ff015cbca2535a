import { displayWidth, padColumns, safeLine, truncate } from '../../lib/terminal-text.ts';
import type { Io } from '../io.ts';

export interface Cell {
  text: string;
  paint?: (text: string) => string;
}

const gap = '  ';

/**
 * Prints rows under a header, columns as wide as their content; the last column gives way when the
 * terminal is narrow. In a pipe nothing is cut.
 */
export function printTable(
  io: Io,
  header: readonly string[],
  rows: readonly (string | Cell)[][],
): void {
  const cells = rows.map((row) =>
    row.map((cell) => shown(io, typeof cell === 'string' ? { text: cell } : cell)),
  );
  const widths = header.map((title, column) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[column]?.text ?? ''))),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0);
  const room = io.stdout.isTTY ? Math.max(10, (io.stdout.columns ?? 100) - before) : Infinity;
  const line = (row: readonly Cell[]) =>
    row
      .map(({ text, paint = (plain: string) => plain }, column) => {
        const isLast = column === header.length - 1;
        return isLast ? paint(cut(text, room)) : paint(padColumns(text, widths[column] ?? 0));
      })
      .join(gap)
      .trimEnd();
  io.print(line(header.map((text) => ({ text, paint: io.colors.dim }))));
  for (const row of cells) io.print(line(row));
}

/** What a commit or another person wrote must not move the cursor of this terminal. */
function shown(io: Io, cell: Cell): Cell {
  return io.stdout.isTTY ? { ...cell, text: safeLine(cell.text) } : cell;
}

function cut(text: string, room: number): string {
  return room === Infinity ? text : truncate(text, room);
}

/** Prints "label  value" lines with the values under each other. */
export function printFacts(
  io: Io,
  facts: readonly (readonly [label: string, value: string])[],
): void {
  const width = Math.max(...facts.map(([label]) => displayWidth(label)));
  for (const [label, value] of facts) {
    io.print(`  ${io.colors.dim(padColumns(label, width))}  ${value}`);
  }
}
