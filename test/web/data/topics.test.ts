import { expect, test } from 'vitest';
import { isConcerned } from '../../../web/data/topics.ts';

test.each([
  ['nodes', ['nodes'], true],
  ['deployments:shop', ['project:shop', 'deployments:shop'], true],
  ['deployments:shop', ['deployments:shopping'], false],
  ['anything', ['*'], true],
  [undefined, ['*'], false],
])('%s after a change of %j: %s', (key, topics, concerned) => {
  expect(isConcerned(key, topics)).toBe(concerned);
});
