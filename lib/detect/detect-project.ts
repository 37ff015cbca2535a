/** Looks at a repository and says what config.vpspilot.json would build it, and why. */
import { chooseRuntime } from '../toolchains/choose-runtime.ts';
import type { ToolchainTable } from '../toolchains/table.ts';
import { UserError } from '../user-error.ts';
import { runtimesOf } from './check-runtimes.ts';
import { custom } from './custom.ts';
import { django } from './django.ts';
import { type ConfigDraft, Draft, type Guess } from './draft.ts';
import { go } from './go.ts';
import { addHealthPath } from './health.ts';
import { jsonOf, textAt } from './json-file.ts';
import { nodejs, nodeStatic } from './node.ts';
import { laravel, php } from './php.ts';
import { applyProcfile } from './procfile.ts';
import { python } from './python.ts';
import type { Recipe } from './recipe.ts';
import { jekyll, rack, rails } from './ruby.ts';
import { type RuntimeWish, runtimeWish } from './runtime-wish.ts';
import type { SourceFiles } from './source-files.ts';
import { html, hugo } from './static-site.ts';

export interface Detection {
  config: ConfigDraft;
  /** "Next.js" */
  framework: string;
  /** Why each value is what it is. */
  guesses: readonly Guess[];
  /** What somebody has to know or do before it works. */
  warnings: readonly string[];
}

export interface DetectionOptions {
  /** What the project is called where no file names it. */
  folderName: string;
  table: ToolchainTable;
  /** ISO date, for ends of life. */
  today: string;
  /** Takes the first recipe of this type, whatever the repository looks like. */
  type?: string;
}

type Versions = Pick<DetectionOptions, 'table' | 'today'>;

/** The first that recognises the repository counts. */
const recipes: readonly Recipe[] = [
  ...[
    custom,
    laravel,
    django,
    rails,
    jekyll,
    hugo,
    php,
    go,
    python,
    rack,
    nodeStatic,
    nodejs,
    html,
  ],
];

/** Undefined when nothing in the repository tells what it is. Never throws, whatever is in there. */
export function detectProject(
  files: SourceFiles,
  { folderName, type, ...versions }: DetectionOptions,
): Detection | undefined {
  const found = recognise(files, type);
  if (found === undefined) return undefined;
  const { recipe, framework, because } = found;
  const draft = new Draft(recipe.type, framework, because);
  addName(draft, files, folderName);
  recipe.fill(draft, files);
  applyProcfile(draft, files);
  addRuntimes(draft, files, versions);
  if (recipe.type !== 'static' && recipe.type !== 'custom') addHealthPath(draft, files);
  const { config, guesses, warnings } = draft;
  return { config, framework: draft.framework, guesses, warnings };
}

function recognise(files: SourceFiles, type: string | undefined) {
  const candidates = recipes.filter((recipe) => type === undefined || recipe.type === type);
  for (const recipe of candidates) {
    const found = recipe.recognise(files);
    if (found !== undefined) return { recipe, ...found };
  }
  const [recipe] = type === undefined ? [] : candidates;
  return recipe && { recipe, framework: recipe.type, because: 'asked for' };
}

function addName(draft: Draft, files: SourceFiles, folderName: string): void {
  const [name, because] = [
    [textAt(jsonOf(files, 'package.json'), 'name')?.replace(/^@[^/]*\//, ''), 'package.json'],
    [textAt(jsonOf(files, 'composer.json'), 'name')?.replace(/^.*\//, ''), 'composer.json'],
    [
      /^name\s*=\s*["']([^"']+)["']/m.exec(files.read('pyproject.toml') ?? '')?.[1],
      'pyproject.toml',
    ],
    [/^module\s+(?:\S*\/)?([^\s/]+)\s*$/m.exec(files.read('go.mod') ?? '')?.[1], 'go.mod'],
    [folderName, 'the folder'],
  ].find(([one]) => one !== undefined && /\p{L}/u.test(one)) ?? ['my-app', 'nothing names it'];
  draft.name(name ?? '', because ?? '');
}

/** A file of the repository goes on deciding; otherwise today's default is written, so that it stays. */
function addRuntimes(draft: Draft, files: SourceFiles, versions: Versions): void {
  const usesNode = /^(npm|npx|pnpm|yarn)\b/m.test((draft.config.build?.commands ?? []).join('\n'));
  const own = draft.config.type === 'static' ? [] : (runtimesOf[draft.config.type] ?? []);
  for (const name of new Set([...own, ...(usesNode ? ['node'] : [])])) {
    const asked = runtimeWish(files, name);
    const standard = versions.table.runtimes[name]?.default ?? '';
    if (asked === undefined)
      draft.runtime(name, standard, 'the default: no file asks for a version');
    else
      draft.decided(
        `runtime.${name}`,
        asked.wish,
        `${asked.source}; not written, that file decides`,
      );
    checkRuntime(draft, versions, name, asked);
  }
}

function checkRuntime(
  draft: Draft,
  { table, today }: Versions,
  name: string,
  asked: RuntimeWish | undefined,
): void {
  const source = asked === undefined ? {} : { source: asked.source };
  try {
    const { notes } = chooseRuntime(table, name, asked?.wish, { today, ...source });
    for (const note of notes) draft.warn(note);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    draft.warn(`${error.message}. ${error.hint ?? ''}`.trim());
  }
}
