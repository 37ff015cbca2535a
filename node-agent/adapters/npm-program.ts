import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../../lib/run-command.ts';
import { UserError } from '../../lib/user-error.ts';

/**
 * The npm that goes with the running Node: beside its binary, as Node's own archives and an
 * installed agent have it; beside the npm package that Node came in; or in node_modules of the source
 * tree. Undefined when there is none.
 */
export function findNpm(): string | undefined {
  const candidates = [
    join(dirname(process.execPath), '../lib/node_modules/npm'),
    join(dirname(process.execPath), '../../npm'),
    join(import.meta.dirname, '../../node_modules/npm'),
  ];
  return candidates.find((candidate) => existsSync(join(candidate, 'bin/npm-cli.js')));
}

/** Program and first arguments that run npm. */
export function npmCommand(): readonly [string, ...string[]] {
  const npm = findNpm();
  return npm === undefined ? ['npm'] : [process.execPath, join(npm, 'bin/npm-cli.js')];
}

/** Puts npm and npx beside the Node binary in `directory`. */
export async function addNpm(directory: string): Promise<void> {
  const npm = findNpm();
  if (npm === undefined) {
    throw new UserError(
      'npm_missing',
      'This installation of the agent has no npm beside its Node',
      {
        hint: 'Install the agent again from central',
      },
    );
  }
  const target = join(directory, 'lib/node_modules/npm');
  await mkdir(dirname(target), { recursive: true });
  await runCommand(['cp', '-R', '--', npm, target]);
  for (const name of ['npm', 'npx']) {
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(directory, 'bin', name));
  }
}
