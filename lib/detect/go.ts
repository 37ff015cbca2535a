import { isPlainWord } from './clean.ts';
import { addAssetBuild, hasFile } from './package-manager.ts';
import type { Recipe } from './recipe.ts';
import type { SourceFiles } from './source-files.ts';

export const go: Recipe = {
  type: 'go',
  recognise: (files) =>
    hasFile(files, 'go.mod') ? { framework: 'Go', because: 'go.mod' } : undefined,
  fill(draft, files) {
    addAssetBuild(draft, files);
    const [main, ...others] = mainPackages(files);
    draft.build(
      `go build -o app ${main ?? '.'}`,
      main === undefined ? 'go.mod' : `package main in ${main}`,
    );
    draft.start('./app', 'what go build makes');
    if (main === undefined)
      draft.warn(
        'No "package main" was found at the top or below cmd/: write which package is to be built',
      );
    if (others.length > 0) {
      draft.warn(
        `There are more programs: ${others.slice(0, 5).join(', ')}; each is a project of its own`,
      );
    }
  },
};

function mainPackages(files: SourceFiles): string[] {
  const below = files
    .list('cmd')
    .filter((name) => name.endsWith('/') && isPlainWord(name))
    .map((name) => `cmd/${name.slice(0, -1)}`);
  // What serves comes before what helps.
  const likely = /\/(server|api|web|app|serve)$/;
  const ordered = [
    '',
    ...below.filter((one) => likely.test(one)),
    ...below.filter((one) => !likely.test(one)),
    'src',
  ];
  return ordered
    .filter((folder) => isMain(files, folder))
    .map((folder) => (folder === '' ? '.' : `./${folder}`));
}

function isMain(files: SourceFiles, folder: string): boolean {
  const start = folder === '' ? '' : `${folder}/`;
  return files
    .list(folder)
    .filter((name) => /\.go$/.test(name) && !/_test\.go$/.test(name))
    .slice(0, 50)
    .some((name) => /^package main\b/m.test(files.read(`${start}${name}`) ?? ''));
}
