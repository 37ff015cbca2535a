import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFailed } from 'vitest';
import { repositoryRoot } from '../../../scripts/run-script.ts';
import type { Visitor } from './chromium.ts';

/** For the beginning of a test: should it fail, what its visitor saw is kept as a picture. */
export function pictureFailures({ page }: Visitor): void {
  const folder = join(repositoryRoot, '.cache/screenshots/failed');
  mkdirSync(folder, { recursive: true });
  onTestFailed(async ({ task }) => {
    const name = task.name.replace(/[^a-z0-9]+/gi, '-').slice(0, 80);
    await page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => undefined);
  });
}
