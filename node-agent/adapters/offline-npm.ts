import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runCommand } from '../../lib/run-command.ts';
import { npmCommand } from './npm-program.ts';

/** A package of the npm registry. */
export interface NpmPackage {
  /** Its name in the store. */
  name: string;
  /** "npm@10.9.4" */
  spec: string;
  version: string;
  /** "sha512-…" */
  integrity: string;
}

const quiet = ['--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier'];

/** Finds the newest version of each of "npm@10", … in one question to the registry. */
export async function resolveNpm(
  folder: string,
  specs: readonly string[],
): Promise<Map<string, NpmPackage>> {
  await mkdir(folder, { recursive: true });
  const aliases = specs.map((spec, index) => [`alias${index}`, `npm:${spec}`] as const);
  const project = {
    name: 'toolchains',
    version: '1.0.0',
    dependencies: Object.fromEntries(aliases),
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  const command = [...npmCommand(), 'install', '--package-lock-only', '--ignore-scripts'] as const;
  await runCommand([...command, '--force', ...quiet], { cwd: folder });
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { name?: string; version: string; integrity: string }>;
  };
  return new Map(
    specs.map((spec, index) => {
      const entry = lock.packages[`node_modules/alias${index}`];
      if (entry === undefined) throw new Error(`npm did not resolve ${spec}`);
      const { version, integrity } = entry;
      const id = spec.replace(/@[^@]*$/, '');
      const name = `${id.replace(/^@/, '').replaceAll('/', '-')}-${version}.tgz`;
      return [spec, { name, spec: `${id}@${version}`, version, integrity }];
    }),
  );
}

/** Fetches a package's archive through npm, which verifies it. */
export async function npmFetch(spec: string, file: string, signal?: AbortSignal): Promise<void> {
  const folder = `${file}.npm`;
  await mkdir(folder, { recursive: true });
  const { stdout } = await runCommand(
    [...npmCommand(), 'pack', spec, '--pack-destination', folder, ...quiet],
    { cwd: folder, ...(signal === undefined ? {} : { signal }) },
  );
  const made = stdout.trim().split('\n').at(-1) ?? '';
  await rename(join(folder, basename(made)), file);
}
