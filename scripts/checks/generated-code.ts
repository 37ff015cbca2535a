import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryCommand } from '../../lib/run-command.ts';
import type { Check } from './check.ts';

/** The committed code of the contract is what the contract generates. */
export const generatedCode: Check = {
  name: 'generated code',
  fix: 'npm run generate',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'vpspilot-generated-'));
    try {
      const made = await tryCommand(['buf', 'generate', '--output', folder]);
      if (made.exitCode !== 0) return made.stderr;
      const same = await tryCommand(['diff', '-r', join(folder, 'proto/gen'), 'proto/gen']);
      return same.exitCode === 0 ? undefined : same.stdout.slice(0, 2_000);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
