import { hasFile } from './package-manager.ts';
import type { Recipe } from './recipe.ts';
import type { SourceFiles } from './source-files.ts';

export const hugo: Recipe = {
  type: 'static',
  recognise(files) {
    const config = ['hugo.toml', 'hugo.yaml', 'hugo.json', 'config/_default/hugo.toml'].find(
      (one) => hasFile(files, one),
    );
    if (config !== undefined) return { framework: 'Hugo', because: config };
    const older = ['config.toml', 'config.yaml'].find((one) => hasFile(files, one));
    const isHugo =
      older !== undefined &&
      files.list('content').length > 0 &&
      files.list('archetypes').length + files.list('themes').length + files.list('layouts').length >
        0;
    return isHugo ? { framework: 'Hugo', because: `${older}, content/` } : undefined;
  },
  fill(draft, files) {
    draft.nixPackage('hugo', 'the build uses it');
    draft.build('hugo --minify', 'Hugo');
    draft.output('public', 'Hugo writes there');
    if (/\[module\]|^module:/m.test(files.read('hugo.toml') ?? files.read('hugo.yaml') ?? '')) {
      draft.warn(
        'Hugo modules are fetched from the network, which builds do not have: run "hugo mod vendor" and commit _vendor',
      );
    }
  },
};

export const html: Recipe = {
  type: 'static',
  recognise(files) {
    const folder = htmlFolder(files);
    if (folder === undefined) return undefined;
    return { framework: 'HTML', because: `${folder === '' ? '' : `${folder}/`}index.html` };
  },
  fill(draft, files) {
    const folder = htmlFolder(files);
    if (folder !== undefined && folder !== '') draft.output(folder, `${folder}/index.html`);
  },
};

function htmlFolder(files: SourceFiles): string | undefined {
  return ['', 'public', 'dist', 'site', 'www', 'docs'].find((folder) =>
    hasFile(files, folder === '' ? 'index.html' : `${folder}/index.html`),
  );
}
