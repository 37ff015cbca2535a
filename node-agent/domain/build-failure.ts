import { UserError } from '../../lib/user-error.ts';

export interface BuildFailure {
  /** What Nix itself said. */
  errors: readonly string[];
  /** What the commands printed last. */
  lastLines: readonly string[];
}

interface Explanation {
  pattern: RegExp;
  code?: string;
  hint: string;
}

/** What usually lies behind a text; the first match counts. */
const explanations: readonly Explanation[] = [
  {
    pattern: /No space left on device|disk quota exceeded/i,
    code: 'disk_full',
    hint: 'The disk is full: remove old projects or releases, or run nix-collect-garbage on the node',
  },
  {
    pattern: /ENOTCACHED|cache mode is 'only-if-cached'/,
    hint: 'npm wanted a package that is not in the lock file: run npm install and commit package-lock.json',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|Could not resolve host|Temporary failure in name resolution|getaddrinfo|Network is unreachable|ENETUNREACH/,
    hint: 'Builds have no network. What the lock file names is there already; anything else must be in the repository, or be fetched when the application starts',
  },
  {
    pattern: /hash mismatch in fixed-output derivation/,
    hint: 'A download of your flake has another hash than the flake says: put the hash after "got:" into it',
  },
  {
    pattern: /npm ci.*can only install|in sync|EUSAGE/,
    hint: 'package.json and package-lock.json differ: run npm install and commit package-lock.json',
  },
  {
    pattern: /(?:ERR!|error) Missing script: "?([\w:-]+)/,
    hint: 'A script named in build.commands is not in package.json',
  },
  {
    pattern: /attribute '([^']+)' missing|undefined variable/,
    hint: 'The pinned nixpkgs has no package of that name: check nix.packages in config.vpspilot.json',
  },
  {
    pattern: /called without required argument|requires lock file changes/,
    hint: 'Your flake has inputs which no flake.lock names: run "nix flake lock" and commit flake.lock',
  },
  {
    pattern:
      /private mount namespace|unsharing|user namespace|cannot (?:mount|pivot)|sandbox.*not supported/i,
    hint: "Nix' sandbox needs user and mount namespaces, which this machine or its container forbids",
  },
  {
    pattern: /heap out of memory|Cannot allocate memory|\bKilled\b/,
    hint: 'The build ran out of memory',
  },
];

const missingCommand = /(?:^|[\s:])([\w@./+-]+): (?:command )?not found/m;

/** Makes the error a person sees from what Nix and the commands said. */
export function buildFailure({ errors, lastLines }: BuildFailure): UserError {
  const said = [...lastLines, ...errors].join('\n');
  const known = explanations.find(({ pattern }) => pattern.test(said));
  const missing = missingCommand.exec(lastLines.join('\n'))?.[1];
  const hint =
    known?.hint ??
    (missing === undefined
      ? undefined
      : `The build has no command "${missing}": add the package that brings it to the project's dependencies or to nix.packages`);
  return new UserError(known?.code ?? 'build_failed', failureText(errors, lastLines), {
    ...(hint === undefined ? {} : { hint }),
  });
}

/** How many lines of a command's own words are repeated. */
const shownLines = 10;

/** The command that failed and what it said last; what Nix said when no command ran. */
function failureText(errors: readonly string[], lastLines: readonly string[]): string {
  const at = lastLines.findLastIndex((line) => line.startsWith('$ '));
  const said = lastLines.slice(at + 1).filter((line) => line.trim() !== '');
  const tail = said.slice(-shownLines).join('\n');
  if (at >= 0) return `"${lastLines[at]?.slice(2)}" failed${tail === '' ? '' : `:\n${tail}`}`;
  return `The build failed: ${tail === '' ? errorLines(errors).join('\n') : tail}`;
}

/** The lines of Nix' errors that say something, without traces through nixpkgs. */
function errorLines(errors: readonly string[]): string[] {
  const lines = errors.flatMap((text) => text.split('\n'));
  return lines.filter((line) => /^\s*error: ./.test(line)).slice(-5);
}
