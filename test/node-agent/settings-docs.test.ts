import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultSettings, environmentName } from '../../node-agent/settings.ts';
import { settingsTable } from '../support/settings-table.ts';

function shown(value: unknown): string {
  if (value === '') return 'empty';
  if (Object.keys(value as object).length === 0 && typeof value === 'object') return '`{}`';
  return `\`${Array.isArray(value) ? `[${value.join(', ')}]` : value}\``;
}

test('docs/agent-settings.md has every setting with its variable and default, and no other', () => {
  const url = new URL('../../docs/agent-settings.md', import.meta.url);
  const expected = Object.entries(defaultSettings).map(([name, value]) => ({
    ...{ name, variable: environmentName(name), defaultText: shown(value) },
  }));
  expect(settingsTable(readFileSync(url, 'utf8'))).toEqual(expected);
});
