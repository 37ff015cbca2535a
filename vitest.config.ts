import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Four rings: milliseconds, real parts on one machine, the dashboard in a browser, real systemd hosts. */
export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'test/{lib,central,node-agent,cli,web,templates,scripts,proto}/**/*.test.ts',
            'test/*.test.ts',
          ],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          // Files share workers: loading the same modules for each anew takes as long as the tests themselves.
          // So no file may leave anything behind, and a support file's hooks stand in a function.
          isolate: false,
          // Unit tests wait for disks and sockets more than they compute.
          maxWorkers: Math.max(3, availableParallelism() - 1),
          expect: { poll: { timeout: 5_000 } },
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
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // Each file has a whole platform of its own.
          fileParallelism: false,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'hosts',
          include: ['test/hosts/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
