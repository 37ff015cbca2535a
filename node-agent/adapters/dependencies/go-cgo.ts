import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SummedModule } from '../../domain/go-sum.ts';

/** Modules that do nothing useful without a C compiler. */
const cModules = [
  'github.com/confluentinc/confluent-kafka-go',
  'github.com/davidbyttow/govips',
  'github.com/go-gl/gl',
  'github.com/h2non/bimg',
  'github.com/marcboeker/go-duckdb',
  'github.com/mattn/go-oci8',
  'github.com/mattn/go-sqlite3',
  'github.com/mutecomm/go-sqlcipher',
  'github.com/godror/godror',
  'gopkg.in/gographics/imagick.v3',
];

const importsC = /^\s*(?:import\s+)?"C"\s*$/m;
const skipped = ['vendor', 'node_modules', 'testdata', '.git'];

/**
 * Whether a build needs a C compiler: the project says so itself with CGO_ENABLED, one of its modules
 * is known for it, or its own code imports "C".
 */
export async function usesC(
  directory: string,
  modules: readonly SummedModule[],
  environment: Readonly<Record<string, string>>,
): Promise<boolean> {
  const said = environment['CGO_ENABLED'];
  if (said !== undefined) return said === '1';
  const known = modules.some(
    ({ path, zip }) =>
      zip !== undefined && cModules.some((name) => path === name || path.startsWith(`${name}/`)),
  );
  return known || (await importsCBelow(directory));
}

async function importsCBelow(directory: string): Promise<boolean> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && !skipped.includes(entry.name) && (await importsCBelow(path))) {
      return true;
    }
    if (entry.isFile() && entry.name.endsWith('.go') && importsC.test(await readFile(path, 'utf8')))
      return true;
  }
  return false;
}
