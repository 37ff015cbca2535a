import { expect, test } from 'vitest';
import { packagesOf, readPathSizes } from '../../../node-agent/domain/store-packages.ts';

const hash = '0123456789abcdfghijklmnpqrsvwxyz';
const path = (name: string, bytes: number) => ({ path: `/nix/store/${hash}-${name}`, bytes });

test('outputs of one package are one, and versions begin with a digit', () => {
  const packages = packagesOf([
    path('openssl-3.0.13', 100),
    path('openssl-3.0.13-bin', 20),
    path('gcc-14.2.1.20250322-lib', 50),
    path('vpspilot-shop', 7),
    path('python3.13-requests-2.32.3', 9),
  ]);
  expect(packages).toEqual([
    { name: 'openssl', version: '3.0.13', bytes: 120 },
    { name: 'gcc', version: '14.2.1.20250322', bytes: 50 },
    { name: 'python3.13-requests', version: '2.32.3', bytes: 9 },
    { name: 'vpspilot-shop', version: '', bytes: 7 },
  ]);
});

test('the output of nix path-info is read, whatever stands between its columns', () => {
  expect(
    readPathSizes(`/nix/store/${hash}-a\t \t 123\n\nwarning: x\n/nix/store/${hash}-b 4`),
  ).toEqual([path('a', 123), path('b', 4)]);
});

test('two thousand are enough', () => {
  const many = Array.from({ length: 2_100 }, (_, at) => path(`p${at}`, at));
  expect(packagesOf(many)).toHaveLength(2_000);
});
