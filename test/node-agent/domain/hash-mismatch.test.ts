import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashAdvice, hashMismatches, nixBase32 } from '../../../node-agent/domain/hash-mismatch.ts';

const zero = `sha256-${'A'.repeat(43)}=`;
const sri = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const right = sri('right');

/** As Nix 2.8 and later print it. */
const said = (specified: string, got = right, name = 'shop-npm-deps') =>
  `error: hash mismatch in fixed-output derivation '/nix/store/${'a'.repeat(32)}-${name}.drv':\n         specified: ${specified}\n            got:    ${got}`;

const flake = (line: string) => [{ path: 'deploy/flake.nix', text: `{\n  ${line}\n}\n` }];

test('the line is printed as it should be', () => {
  const advice = hashAdvice([said(sri('wrong'))], flake(`npmDepsHash = "${sri('wrong')}"; # npm`));
  expect(advice).toContain(`deploy/flake.nix:2: npmDepsHash = "${right}"; # npm`);
});

test.each([
  ['lib.fakeHash', 'vendorHash = lib.fakeHash;'],
  ['pkgs.lib.fakeSha256', 'sha256 = pkgs.lib.fakeSha256;'],
  ['an empty text', 'npmDepsHash = "";'],
])('%s is found by its place', (_, line) => {
  const advice = hashAdvice([said(zero)], flake(line));
  expect(advice).toContain(`deploy/flake.nix:2: ${line.split('=')[0]}= "${right}";`);
});

test('other spellings of the same hash are found', () => {
  const bytes = createHash('sha256').update('wrong').digest();
  for (const spelled of [nixBase32(bytes), bytes.toString('hex'), `sha256:${nixBase32(bytes)}`]) {
    const advice = hashAdvice([said(sri('wrong'))], flake(`sha256 = "${spelled}";`));
    expect(advice).toContain(`sha256 = "${right}";`);
  }
});

test('of several placeholders the fitting one is shown, otherwise all', () => {
  const both = flake('npmDepsHash = lib.fakeHash;\n  vendorHash = lib.fakeHash;');
  expect(hashAdvice([said(zero, right, 'shop-1.0-go-modules')], both)).toContain('vendorHash');
  expect(hashAdvice([said(zero, right, 'shop-1.0-go-modules')], both)).not.toContain('npmDepsHash');
  expect(hashAdvice([said(zero, right, 'source')], both)).toMatch(/npmDepsHash.* \| .*vendorHash/);
});

test('a hash that is in no file is given all the same', () => {
  expect(hashAdvice([said(sri('wrong'))], flake('x = 1;'))).toContain(right);
});

test('what is no hash is not repeated', () => {
  for (const got of [
    'sha256-abc',
    'sha256-;rm',
    `sha256-${'A'.repeat(44)}`,
    `md7-${'A'.repeat(43)}=`,
  ]) {
    expect(hashMismatches([said(zero, got)])).toEqual([]);
  }
  expect(hashMismatches(['error: a hash mismatch, said a program; got: sha256-x'])).toEqual([]);
});
