/** What Nix refuses while it reads a project's own flake. */
import type { Explanation } from './explanation.ts';

export const nixFailures: readonly Explanation[] = [
  {
    code: 'hash_mismatch',
    byNix: true,
    pattern: /hash mismatch in fixed-output derivation/,
    hint: 'A download of your flake has another hash than the flake says: put the hash after "got:" into it',
  },
  {
    code: 'import_from_derivation',
    byNix: true,
    pattern: /allow-import-from-derivation/,
    hint: 'The flake builds something while it is evaluated, which is not allowed here: generate that file on your machine and commit it',
  },
  {
    code: 'impure_flake',
    byNix: true,
    pattern: /(?:in pure eval(?:uation)? mode|forbidden in pure eval)/,
    hint: 'A flake sees the files of the repository and its locked inputs only: name files relative to flake.nix (./file), and give every download its hash',
  },
  {
    code: 'network_in_evaluation',
    byNix: true,
    pattern: /unable to download '([^']+)'|Couldn't (?:connect to server|resolve host)/,
    hint: 'While a flake is evaluated there is no network: make what it downloads an input of the flake, so that flake.lock fixes it, or fetch it with pkgs.fetchurl',
  },
  {
    code: 'endless_recursion',
    byNix: true,
    pattern: /infinite recursion|stack overflow|max-call-depth exceeded/,
    hint: 'Something in the flake is defined by itself: look at what was changed last around the place that is named',
  },
  {
    code: 'lock_missing',
    byNix: true,
    stages: ['evaluation'],
    pattern:
      /called without required argument|requires lock file changes|cannot (?:update|write) (?:unlocked )?(?:flake )?(?:input|lock)/,
    hint: 'Your flake has inputs which no flake.lock names: run "nix flake lock" and commit flake.lock',
  },
  {
    code: 'attribute_missing',
    byNix: true,
    stages: ['evaluation'],
    pattern: /attribute '([^']+)' missing|undefined variable/,
    hint: 'The flake asks for something that its inputs have not: check the spelling, and that the locked nixpkgs is new enough (nix flake update)',
  },
  {
    code: 'package_missing',
    byNix: true,
    stages: ['evaluation'],
    pattern: /^error: The flake has no package/m,
    hint: 'Name one of them in nix.package, or add packages.<system>.default to the flake',
  },
];
