import { readUvLock } from '../../domain/uv-lock.ts';
import { tomlOf } from './python-local.ts';
import type { LockReader } from './python-locks.ts';

/** uv.lock: addresses and hashes of every file. */
export const uvLock: LockReader = {
  program: 'uv',
  file: 'uv.lock',
  installCommand: 'uv sync --frozen --no-dev',
  read: ({ lock }, environment) => readUvLock(tomlOf(lock, 'uv.lock'), environment),
};
