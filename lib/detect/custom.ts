import type { Recipe } from './recipe.ts';
import type { SourceFiles } from './source-files.ts';

/** A flake of the project's own that builds something; one with a development shell alone does not. */
export const custom: Recipe = {
  type: 'custom',
  recognise(files) {
    const builds = /\bpackages\b/.test(withoutDevelopment(files));
    return builds ? { framework: 'Nix', because: 'flake.nix has packages' } : undefined;
  },
  fill(draft) {
    draft.warn(
      'flake.nix is built as it is; "vpspilot init --type nodejs", for example, takes a template instead',
    );
  },
};

/** `devShells.default = pkgs.mkShell { packages = [ … ]; }` builds nothing. */
function withoutDevelopment(files: SourceFiles): string {
  return (files.read('flake.nix') ?? '')
    .replace(/#.*$/gm, '')
    .replace(/\blegacyPackages\b/g, '')
    .replace(/mkShell\w*\s*\{[^}]*\}/g, '')
    .replace(/\bpackages\s*=\s*(?:with\s+\w+;\s*)?\[[^\]]*\]/g, '');
}
