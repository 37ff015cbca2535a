import { readFileSync } from 'node:fs';

/** Version of this copy of vpspilot. */
export function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version?: string }).version);
}
