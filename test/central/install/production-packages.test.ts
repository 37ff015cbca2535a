import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { productionPackages } from '../../../central/install/production-packages.ts';

test('an installed central gets what it runs with, not what develops it, and each folder once', async () => {
  const lock = await readFile(join(import.meta.dirname, '../../../package-lock.json'), 'utf8');
  const packages = productionPackages(lock);
  expect(packages).toContain('node_modules/fastify');
  expect(packages).toContain('node_modules/@grpc/grpc-js');
  expect(packages).not.toContain('node_modules/vitest');
  expect(packages).not.toContain('node_modules/typescript');
  expect(packages.filter((path) => path.startsWith('node_modules/node-linux'))).toEqual([]);
  expect(packages.filter((path) => path.split('/node_modules/').length > 1)).toEqual([]);
});
