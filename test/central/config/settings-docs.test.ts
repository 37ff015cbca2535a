import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { variableName } from '../../../central/config/load-settings.ts';
import { defaultSettings, settingsSchema } from '../../../central/config/settings.ts';
import { settingsTable } from '../../support/settings-table.ts';

test('docs/central-settings.md has every setting with its variable and default, and no other', () => {
  const url = new URL('../../../docs/central-settings.md', import.meta.url);
  const documented = settingsTable(readFileSync(url, 'utf8'));
  const names = Object.keys(settingsSchema.shape);
  expect(documented.map(({ name }) => name)).toEqual(names);
  expect(documented.map(({ variable }) => variable)).toEqual(names.map(variableName));
  for (const [name, value] of Object.entries(defaultSettings())) {
    const entry = documented.find((one) => one.name === name);
    expect(entry?.defaultText, name).toBe(`\`${value}\``);
  }
});
