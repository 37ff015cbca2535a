import { isPlainWord } from './clean.ts';
import type { Draft } from './draft.ts';
import { jsonOf, keysAt, textAt } from './json-file.ts';
import { type Framework, frameworkOf, script } from './node-frameworks.ts';
import { addInstall, hasFile } from './package-manager.ts';
import type { Recipe } from './recipe.ts';
import type { SourceFiles } from './source-files.ts';

/** A start script that runs a program of the project's own: it serves more than the built files. */
const ownServer = /^(?:\w+=\S+\s+)*(?:node|tsx|ts-node|bun)\s+(?!-e\b)\S/;

/** Frameworks that make files: Caddy serves them, no process is needed. */
export const nodeStatic: Recipe = {
  type: 'static',
  recognise(files) {
    const framework = frameworkOf(files);
    if (framework === undefined) return recogniseGenerator(files);
    if (ownServer.test(script(files, 'start'))) return undefined;
    const folder = framework.files?.(files);
    return folder === undefined
      ? undefined
      : { framework: framework.title, because: 'package.json' };
  },
  fill(draft, files) {
    const manager = addInstall(draft, files);
    const folder = frameworkOf(files)?.files?.(files);
    addBuild(draft, files, manager);
    if (folder !== undefined) draft.output(folder, `${draft.framework} writes there`);
  },
};

export const nodejs: Recipe = {
  type: 'nodejs',
  recognise(files) {
    if (!hasFile(files, 'package.json')) return undefined;
    return { framework: frameworkOf(files)?.title ?? 'Node.js', because: 'package.json' };
  },
  fill(draft, files) {
    const framework = frameworkOf(files);
    const manager = addInstall(draft, files);
    addBuild(draft, files, manager);
    addStart(draft, files, manager, framework);
    framework?.warn?.(draft, files);
  },
};

function addBuild(draft: Draft, files: SourceFiles, manager: string): void {
  const scripts = keysAt(jsonOf(files, 'package.json'), 'scripts');
  const name = ['build', 'generate', 'export'].find((one) => scripts.includes(one));
  if (name !== undefined)
    draft.build(`${manager} run ${name}`, `package.json has the script ${name}`);
}

/** Starts that watch files and compile: not for a server that others reach. */
const development =
  /\b(nodemon|ts-node-dev|next dev|nuxt dev|vite(?! preview)|react-scripts start|nest start|--watch)\b/;

function addStart(
  draft: Draft,
  files: SourceFiles,
  manager: string,
  framework: Framework | undefined,
): void {
  const production = ['start:prod', 'start:production', 'serve:prod'].find(
    (name) => script(files, name) !== '',
  );
  const start = script(files, 'start');
  if (framework?.ownStart === true && framework.start !== undefined) {
    draft.start(framework.start, framework.title);
  } else if (production !== undefined) {
    draft.start(`${manager} run ${production}`, `package.json scripts.${production}`);
    warnAboutPort(draft, script(files, production));
  } else if (start !== '' && !development.test(start)) {
    draft.start(`${manager} start`, 'package.json scripts.start');
    warnAboutPort(draft, start);
  } else if (framework?.start !== undefined) {
    draft.start(framework.start, framework.title);
  } else {
    addMainFile(draft, files, start);
  }
}

function addMainFile(draft: Draft, files: SourceFiles, start: string): void {
  const found = mainFile(files);
  if (found !== undefined) {
    draft.start(`node ${found}`, found);
    return;
  }
  draft.start('npm start', 'what Node.js projects have');
  const reason =
    start === ''
      ? 'package.json has no script "start"'
      : `the script "start" is for development (${start.slice(0, 60)})`;
  draft.warn(`start.command: ${reason}; write what starts the application`);
}

const usualFiles = [
  ...['server.js', 'index.js', 'app.js', 'main.js', 'server.mjs', 'index.mjs'],
  ...['src/server.js', 'src/index.js', 'src/app.js'],
];

function mainFile(files: SourceFiles): string | undefined {
  const main = textAt(jsonOf(files, 'package.json'), 'main')?.replace(/^\.\//, '') ?? '';
  return [main, ...usualFiles].find((path) => isPlainWord(path) && hasFile(files, path));
}

/** A script of one's own that makes pages, and nothing that would serve anything else. */
function recogniseGenerator(files: SourceFiles) {
  const scripts = keysAt(jsonOf(files, 'package.json'), 'scripts');
  const starts =
    scripts.some((name) => /^(start|serve)/.test(name)) || mainFile(files) !== undefined;
  if (starts || !scripts.includes('build') || hasFile(files, 'Procfile')) return undefined;
  return {
    framework: 'Static site',
    because: 'package.json has the script build, and nothing to start',
  };
}

function warnAboutPort(draft: Draft, command: string): void {
  const port = /(?:-p|--port|\bPORT)[ =](\d{2,5})\b/.exec(command)?.[1];
  if (port === undefined) return;
  draft.warn(
    `The start script names port ${port}: let it use $PORT, so that releases can change without a gap`,
  );
}
