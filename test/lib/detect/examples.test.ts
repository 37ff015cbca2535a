import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAppConfig } from '../../../lib/app-config/app-config.ts';
import { suggestConfig } from '../../../lib/detect/suggest-config.ts';

const examples = join(import.meta.dirname, '../../../examples');
const names = readdirSync(examples).filter((name) =>
  existsSync(join(examples, name, 'config.vpspilot.json')),
);

test.each(names)('examples/%s is taken for what its own config file says', (name) => {
  const own = readFileSync(join(examples, name, 'config.vpspilot.json'), 'utf8');
  const suggestion = suggestConfig(join(examples, name));
  expect(suggestion?.config.type).toBe(parseAppConfig(own).config?.type);
  expect(parseAppConfig(suggestion?.text ?? '').problems).toEqual([]);
});
