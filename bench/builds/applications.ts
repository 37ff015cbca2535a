import { join } from 'node:path';
import type { CommandLine } from '../../lib/run-command.ts';

/** A real application that is built in several situations. */
export interface Application {
  name: string;
  folder: string;
  /** Holds the words "version 1", which a changed source replaces. */
  source: string;
  /** What its own community types to fetch and install; `cache` is an empty folder. */
  plainInstall(cache: string): CommandLine;
  /** Locks one more small package. */
  changeLock(cache: string): CommandLine;
}

const applications = join(import.meta.dirname, '../applications');

const npm = {
  plainInstall: (cache: string): CommandLine => ['npm', 'ci', '--cache', cache],
  changeLock: (cache: string): CommandLine => [
    ...(['npm', 'install', '--package-lock-only', '--ignore-scripts'] as const),
    ...['--cache', cache, 'is-odd@3.0.1'],
  ],
};

export const allApplications: readonly Application[] = [
  { name: 'express', folder: join(applications, 'express'), source: 'server.js', ...npm },
  { name: 'vite', folder: join(applications, 'vite'), source: 'src/main.jsx', ...npm },
];
