import { expect, test } from 'vitest';
import {
  releaseEnvironment,
  withheldSecrets,
} from '../../../node-agent/domain/release-environment.ts';

const sources = {
  config: { NODE_ENV: 'production', DATABASE: '{{DATABASE_URL}}' },
  secrets: { DATABASE_URL: 'db', NPM_TOKEN: 'token' },
  platform: { PORT: '20000' },
  slug: 'shop',
  registrySecrets: ['NPM_TOKEN', 'NEVER_SET'],
};

test('a secret that only registry files refer to does not reach the application', () => {
  expect(releaseEnvironment(sources)).toEqual({
    ...{ NODE_ENV: 'production', DATABASE: 'db', DATABASE_URL: 'db', PORT: '20000' },
  });
  expect(withheldSecrets(sources)).toEqual(['NPM_TOKEN']);
});

test('it does when env names it', () => {
  const config = { ...sources.config, NPM_TOKEN: '{{NPM_TOKEN}}' };
  expect(releaseEnvironment({ ...sources, config })).toMatchObject({ NPM_TOKEN: 'token' });
  expect(withheldSecrets({ ...sources, config })).toEqual([]);
});
