import { displayWidth, safeLine, truncate } from '../terminal-text.ts';
import { configFileName } from './file-name.ts';
import type { ConfigProblem } from './findings.ts';

const excerptColumns = 100;

/**
 * A problem as people read it, without colours:
 * `config.vpspilot.json:12:5 resources.memory_limt: unknown key; did you mean "memory_limit"?`,
 * followed by the line it is about and a caret when the file's text is given.
 */
export function formatProblem(
  problem: ConfigProblem,
  options: { file?: string; text?: string } = {},
): string {
  const { line, column, path, message, hint } = problem;
  const where = `${options.file ?? configFileName}:${line}:${column}`;
  const what = [path === '' ? message : `${path}: ${message}`, hint].filter(Boolean).join('; ');
  const warning = problem.severity === 'warning' ? 'warning: ' : '';
  const excerpt = options.text === undefined ? [] : excerptOf(options.text, line, column);
  return [`${where} ${warning}${safeLine(what)}`, ...excerpt].join('\n');
}

function excerptOf(text: string, line: number, column: number): string[] {
  const source = text.split('\n', line)[line - 1];
  if (source === undefined || source.trim() === '') return [];
  // A very long line is shown around the column only.
  const from = column > excerptColumns - 20 ? column - 40 : 0;
  const before = safeLine(source.slice(from, column - 1));
  const shown = truncate(before + safeLine(source.slice(column - 1, column + 200)), excerptColumns);
  const margin = `${String(line).padStart(5)} │ `;
  const caret = ' '.repeat(displayWidth(before));
  return [`${margin}${shown}`, `${' '.repeat(margin.length - 2)}│ ${caret}^`];
}
