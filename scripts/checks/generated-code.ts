import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryCommand } from '../../lib/run-command.ts';
import { apiFiles } from '../generate-api/api-files.ts';
import type { Check } from './check.ts';

/** The committed code of the contracts is what the contracts generate. */
export const generatedCode: Check = {
  name: 'generated code',
  fix: 'npm run generate',
  async run() {
    return (await differencesOfProto()) ?? (await staleApiFiles());
  },
};

async function differencesOfProto(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'vpspilot-generated-'));
  try {
    const made = await tryCommand(['buf', 'generate', '--output', folder]);
    if (made.exitCode !== 0) return made.stderr;
    const same = await tryCommand(['diff', '-r', join(folder, 'proto/gen'), 'proto/gen']);
    return same.exitCode === 0 ? undefined : same.stdout.slice(0, 2_000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function staleApiFiles(): Promise<string | undefined> {
  const stale: string[] = [];
  for (const [path, text] of Object.entries(await apiFiles())) {
    const found = await readFile(path, 'utf8').catch(() => '');
    if (found !== text) stale.push(`${path} is not what central's routes say`);
  }
  return stale.length === 0 ? undefined : stale.join('\n');
}
