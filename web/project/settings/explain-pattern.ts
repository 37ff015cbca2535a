/** What a pattern of watch paths means, in a sentence a person would say. */
import { watchPathProblem } from '../../../lib/watch-paths.ts';

export interface PatternExplanation {
  isProblem: boolean;
  text: string;
}

/** Explains a pattern, or says why it is none. */
export function explainPattern(pattern: string): PatternExplanation {
  const problem = watchPathProblem(pattern);
  if (problem !== undefined) return { isProblem: true, text: problem };
  const isException = pattern.trim().startsWith('!');
  const path = pattern
    .trim()
    .replace(/^!/, '')
    .replace(/^(\.?\/)+/, '')
    .replace(/\/+$/, '');
  const what = describe(path);
  return {
    isProblem: false,
    text: isException ? `Never: ${what}` : what.charAt(0).toUpperCase() + what.slice(1),
  };
}

function describe(path: string): string {
  if (path === '**') return 'every file';
  if (path === '*') return 'files in the top folder';
  const below = /^(.+)\/\*\*$/.exec(path)?.[1];
  if (below !== undefined) return `everything below ${place(below)}`;
  const anywhere = /^\*\*\/([^/]+)$/.exec(path)?.[1];
  if (anywhere !== undefined) return `${files(anywhere)} in any folder`;
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(slash, 0));
  const name = path.slice(slash + 1);
  const where = folder === '' ? 'in the top folder' : `in ${place(folder)}`;
  if (!/[*?{]/.test(name)) return literal(path, name, folder);
  return `${files(name)} ${where}`;
}

function literal(path: string, name: string, folder: string): string {
  // What has no ending may be a folder: then everything in it is meant.
  if (name.includes('.')) return `the file ${name}${folder === '' ? '' : ` in ${place(folder)}`}`;
  return `the file or everything below the folder ${path}`;
}

function place(folder: string): string {
  if (folder === '**') return 'any folder';
  const deep = folder.replace(/\*\*/g, 'any folders').replace(/\*/g, 'any folder');
  return deep.replace(/\{([^{}]*)\}/g, (_, choices: string) => choices.split(',').join(' or '));
}

function files(name: string): string {
  if (name === '*') return 'files';
  const ending = /^\*(\.[^*?{}]+)$/.exec(name)?.[1];
  return ending === undefined ? `files like ${name}` : `${ending} files`;
}
