import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../../lib/run-command.ts';

const program = resolve(import.meta.dirname, '../../..');
const script = join(program, 'scripts/bundle-web.ts');
const folder = join(program, 'dist/web');

const manifestSchema = z.object({
  index: z.string(),
  files: z.array(z.object({ name: z.string(), type: z.string() })),
});

/** The page that loads the dashboard, and the names that may be asked for in /assets. */
export interface WebBundle {
  index: string;
  types: ReadonlyMap<string, string>;
}

let made: { of: number; bundle: Promise<WebBundle> } | undefined;

/** The dashboard. Where its sources are it is bundled when they have changed; an installed central has it ready. */
export async function webBundle(): Promise<WebBundle> {
  const of = existsSync(script) ? await newestChange() : 0;
  if (made?.of === of) return made.bundle;
  const bundle = makeBundle();
  made = { of, bundle };
  bundle.catch(() => {
    // The next request tries again.
    made = undefined;
  });
  return bundle;
}

async function makeBundle(): Promise<WebBundle> {
  if (existsSync(script)) {
    await runCommand([process.execPath, script]).catch((cause: unknown) => {
      // A mistake in our sources is nothing that the reader of a page has done.
      throw new Error('the dashboard could not be bundled', { cause });
    });
  }
  const text = await readFile(join(folder, 'manifest.json'), 'utf8');
  const { index, files } = manifestSchema.parse(JSON.parse(text));
  return { index, types: new Map(files.map(({ name, type }) => [name, type])) };
}

/** When a source was changed last, in Unix milliseconds. Reads a hundred times of change: some milliseconds. */
async function newestChange(): Promise<number> {
  const sources = join(program, 'web');
  const entries = await readdir(sources, { recursive: true, withFileTypes: true });
  const times = entries.map(async (entry) => {
    const { mtimeMs } = await stat(join(entry.parentPath, entry.name));
    return mtimeMs;
  });
  return Math.max(...(await Promise.all(times)));
}

const encodings = { br: '.br', gzip: '.gz', identity: '' } as const;
type Encoding = keyof typeof encodings;

/** The best form that the browser understands. */
export function encodingFor(accepted: string | undefined): Encoding {
  const names = (accepted ?? '').split(',').map((each) => each.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((name) => names.includes(name)) ?? 'identity';
}

/** Contents of a file of the bundle. The name must come from the bundle itself: a path has no way in. */
export function readAsset(name: string, encoding: Encoding): Promise<Buffer> {
  return readFile(join(folder, 'assets', `${name}${encodings[encoding]}`));
}
