import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
