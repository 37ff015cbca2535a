import { expect, test } from 'vitest';
import { buildFailure } from '../../../node-agent/domain/build-failure.ts';

test('a full disk has its own code', () => {
  const errors = ['error: No space left on device'];
  expect(buildFailure({ errors, lastLines: [] }).code).toBe('disk_full');
});

test('without a command, the errors of Nix are told', () => {
  const errors = ["error: a\n  … while evaluating\n  error: attribute 'nodejs_99' missing"];
  expect(buildFailure({ errors, lastLines: [] })).toMatchObject({
    code: 'attribute_missing',
    message: expect.stringContaining("attribute 'nodejs_99' missing"),
    hint: expect.stringContaining('nix.packages'),
  });
});

test('what an earlier command said is no reason: it ended well', () => {
  const lastLines = ['$ npm ci', 'npm warn getaddrinfo ENOTFOUND', '$ npm run build', 'Oh no'];
  expect(buildFailure({ errors: [], lastLines })).toMatchObject({
    code: 'build_failed',
    message: '"npm run build" failed:\nOh no',
    hint: undefined,
  });
});

test('tests keep their code whatever they print, and get the advice', () => {
  const lastLines = ['$ npm test', "Error: Cannot find module 'chai'"];
  expect(buildFailure({ errors: [], lastLines }, 'test')).toMatchObject({
    code: 'tests_failed',
    hint: expect.stringContaining('chai'),
  });
});
