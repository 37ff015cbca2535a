import { defineConfig } from 'vitest/config';

/** Three rings: milliseconds, real parts on one machine, real systemd hosts. */
export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'test/{lib,central,node-agent,cli,templates,scripts,proto}/**/*.test.ts',
            'test/*.test.ts',
          ],
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'platform',
          include: ['test/platform/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Real Nix builds: beside each other they only wait for each other.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'hosts',
          include: ['test/hosts/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
