import { join } from 'node:path';
import type { CommandLine } from '../../lib/run-command.ts';
import { goProxy, npmRegistry, pythonIndex, type Registry } from './registries.ts';

/** A real application that is built in several situations. */
export interface Application {
  name: string;
  folder: string;
  /** Holds the words "version 1", which a changed source replaces. */
  source: string;
  registry(): Promise<Registry>;
  /** What its own community types to fetch and install; `cache` is an empty folder. */
  plainInstall(cache: string, registryUrl: string): CommandLine;
  /** Locks one more small package. */
  changeLock(cache: string): CommandLine;
}

const applications = join(import.meta.dirname, '../applications');

const npm = {
  registry: npmRegistry,
  plainInstall: (cache: string): CommandLine => ['npm', 'ci', '--cache', cache],
  changeLock: (cache: string): CommandLine => [
    ...(['npm', 'install', '--package-lock-only', '--ignore-scripts'] as const),
    ...['--cache', cache, 'is-odd@3.0.1'],
  ],
};

const go = {
  registry: goProxy,
  plainInstall: (cache: string, url: string): CommandLine => [
    ...(['env', `GOMODCACHE=${cache}`, `HOME=${cache}`, `GOPROXY=${url}`] as const),
    ...['GOSUMDB=off', 'GOTOOLCHAIN=local', 'GOFLAGS=-modcacherw', 'go', 'mod', 'download'],
  ],
  changeLock: (): CommandLine => ['go', 'mod', 'edit', '-require=example.com/extra@v1.0.0'],
};

const python = {
  registry: pythonIndex,
  plainInstall: (cache: string, url: string): CommandLine => {
    const install = `venv/bin/pip install --cache-dir "$1" --index-url "$2" -r requirements.txt`;
    return ['bash', '-c', `python3 -m venv venv && ${install}`, 'bash', cache, url];
  },
  changeLock: (): CommandLine => ['bash', '-c', 'echo sqlparse >> requirements.txt'],
};

export const allApplications: readonly Application[] = [
  { name: 'express', folder: join(applications, 'express'), source: 'server.js', ...npm },
  { name: 'vite', folder: join(applications, 'vite'), source: 'src/main.jsx', ...npm },
  { name: 'flask', folder: join(applications, 'python'), source: 'app.py', ...python },
  { name: 'go', folder: join(applications, 'go'), source: 'main.go', ...go },
];
