import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../lib/run-command.ts';

const scenario = join(import.meta.dirname, '../support/sweep-scenario.ts');

/** The machine's own store is hidden behind an empty one, for this process and its children only. */
const ownStore =
  'mount --bind "$1/store" /nix/store && mount --bind "$1/var" /nix/var && exec "$2" "$3" "$1"';

// Only root may mount, and there must be something to mount upon.
describe.runIf(getuid?.() === 0)('the sweep on a full disk', () => {
  test('keeps what can be rolled back to and its dependencies; what nothing needs goes', async () => {
    const root = mkdtempSync(join(tmpdir(), 'sweep-'));
    try {
      for (const name of ['store', 'var']) mkdirSync(join(root, name));
      const { stdout } = await runCommand([
        ...['unshare', '--mount', '--propagation', 'private', 'sh', '-c', ownStore],
        ...['sh', root, process.execPath, scenario],
      ] as ['unshare', ...string[]]);
      const { kept, logged, sameDependencies } = JSON.parse(stdout);
      expect(kept).toEqual({
        live: true,
        rollbackTarget: true,
        dependencies: true,
        failed: false,
        stray: false,
      });
      expect(sameDependencies).toBe(true);
      expect(logged).toContain('removed 1 builds that no release uses');
      expect(logged.join('\n')).toMatch(
        /collected the Nix store: \d+ store paths deleted, .* freed/,
      );
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
