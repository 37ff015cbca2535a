import type { Ecosystem } from './ecosystem.ts';
import { pipEcosystem } from './pip.ts';
import { pipfileLock, poetryLock } from './poetry.ts';
import { lockEcosystem } from './python-locks.ts';
import type { PythonSettings } from './python-settings.ts';
import { uvLock } from './uv.ts';

/** Those with a lock of every package come first. */
export function pythonEcosystems(settings: PythonSettings): Ecosystem[] {
  const locks = [uvLock, poetryLock, pipfileLock].map((reader) => lockEcosystem(reader, settings));
  return [...locks, pipEcosystem(settings)];
}
