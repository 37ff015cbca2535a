import type { Recipe } from './recipe.ts';
import type { SourceFiles } from './source-files.ts';

/** A flake of the project's own that builds something; one with a development shell alone does not. */
export const custom: Recipe = {
  type: 'custom',
  recognise(files) {
    const path = findFlake(files);
    return path === undefined ? undefined : { framework: 'Nix', because: `${path} has packages` };
  },
  fill(draft, files) {
    const path = findFlake(files) ?? 'flake.nix';
    if (path !== 'flake.nix') draft.flake(path, 'there is none at the top');
    draft.warn(
      `${path} is built as it is; "vpspilot init --type nodejs", for example, takes a template instead`,
    );
  },
};

const places = ['flake.nix', 'nix/flake.nix', 'deployment/flake.nix', 'deploy/flake.nix'];

function findFlake(files: SourceFiles): string | undefined {
  return places.find((path) => /\bpackages\b/.test(withoutDevelopment(files.read(path) ?? '')));
}

/** Flakes are short; what follows is more than linear work. */
const textMax = 64 * 1024;

/** `devShells.default = pkgs.mkShell { packages = [ … ]; }` builds nothing. */
function withoutDevelopment(text: string): string {
  return text
    .slice(0, textMax)
    .replace(/#.*$/gm, '')
    .replace(/\blegacyPackages\b/g, '')
    .replace(/mkShell\w{0,20}\s{0,20}\{[^}]{0,1000}\}/g, '')
    .replace(/\bpackages\s{0,20}=\s{0,20}(?:with\s{1,20}\w{1,50};\s{0,20})?\[[^\]]{0,1000}\]/g, '');
}
