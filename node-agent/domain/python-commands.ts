/** What the build commands of a project ask of pip. */
import type { InstallArguments } from './requirements-files.ts';

const valueOptions = new Set(['-r', '--requirement', '-c', '--constraint', '-e', '--editable']);
/** Of these the value is skipped. */
const ignoredWithValue = new Set([
  '-i',
  '--index-url',
  '--extra-index-url',
  '-t',
  '--target',
  '-f',
  '--find-links',
  '--prefix',
  '--progress-bar',
  '--timeout',
  '--retries',
]);

/** Everything that `pip install` is told in the commands; undefined when none of them runs it. */
export function pipInstalls(commands: readonly string[]): InstallArguments | undefined {
  const files: string[] = [];
  const constraints: string[] = [];
  const lines: string[] = [];
  let found = false;
  for (const part of commands.flatMap((command) => command.split(/&&|\|\||;|\n|\|/))) {
    const words = wordsOf(part);
    const at = installAt(words);
    if (at === undefined) continue;
    found = true;
    collect(words.slice(at), { files, constraints, lines });
  }
  return found ? { files, constraints, lines } : undefined;
}

/** Whether a command runs a program of this name: "uv sync", "poetry run …", "python -m uv". */
export function commandsUse(commands: readonly string[], program: string): boolean {
  return commands.some((command) =>
    command.split(/&&|\|\||;|\n|\|/).some((part) => wordsOf(part).slice(0, 4).includes(program)),
  );
}

function installAt(words: readonly string[]): number | undefined {
  const at = words.findIndex(
    (word, index) => word === 'install' && /(?:^|\/)pip[\d.]*$/.test(words[index - 1] ?? ''),
  );
  return at === -1 ? undefined : at + 1;
}

function collect(
  words: readonly string[],
  into: { files: string[]; constraints: string[]; lines: string[] },
): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const { name, attached } = optionOf(word);
    const takesValue = valueOptions.has(name) || ignoredWithValue.has(name);
    if (takesValue) place(name, attached ?? words[++index] ?? '', into);
    else if (!word.startsWith('-') && isRequirement(word)) into.lines.push(word);
  }
}

/** "--requirement=x", "-rx" and "-r x" are one. */
function optionOf(word: string): { name: string; attached: string | undefined } {
  const [, name, attached] = /^(--[\w-]+)=(.*)$/.exec(word) ?? /^(-[rce])(.+)$/.exec(word) ?? [];
  return { name: name ?? word, attached };
}

function place(
  name: string,
  value: string,
  into: { files: string[]; constraints: string[]; lines: string[] },
): void {
  if (name === '-r' || name === '--requirement') into.files.push(value.replace(/^\.\//, ''));
  else if (name === '-c' || name === '--constraint')
    into.constraints.push(value.replace(/^\.\//, ''));
  else if (name === '-e' || name === '--editable') into.lines.push(`-e ${value}`);
}

/** Not what only the shell understands: redirections and variables. */
function isRequirement(word: string): boolean {
  const bare = word.replace(/(?:[=!<>~]=|[<>])[\w.*,=!<>~]+$/, '');
  return !/[$`<>*]|^\d?>/.test(bare);
}

/** As a shell splits a simple command; enough for what stands in build commands. */
function wordsOf(text: string): string[] {
  const command = text.replace(/\s\d?>>?&?\s*\S+/g, '');
  return [...command.matchAll(/(?:"([^"]*)"|'([^']*)'|((?:\\.|[^\s"'\\])+))(?=\s|$)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}
