import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether this is asked for the first time under this name, in any process. */
export function isFirstTime(name: string): boolean {
  const marker = join(process.env['VPSPILOT_FIXTURE_FOLDER'] ?? '', name);
  if (existsSync(marker)) return false;
  writeFileSync(marker, '');
  return true;
}
