import type { Draft } from './draft.ts';
import type { SourceFiles } from './source-files.ts';

/** Heroku's and Foreman's file: one process per line, "web: npm start". */
export function readProcfile(files: SourceFiles): ReadonlyMap<string, string> {
  const processes = new Map<string, string>();
  for (const line of (files.read('Procfile') ?? '').split(/\r?\n/)) {
    const [, name, command] = /^([A-Za-z0-9_-]+)\s*:\s*(\S.*)$/.exec(line.trim()) ?? [];
    if (name !== undefined && command !== undefined && !processes.has(name)) {
      processes.set(name, command);
    }
  }
  return processes;
}

/** What the project's own Procfile says counts more than what we would guess. */
export function applyProcfile(draft: Draft, files: SourceFiles): void {
  for (const [name, command] of readProcfile(files)) {
    if (/\bheroku-/.test(command)) {
      draft.warn(
        `Procfile: "${name}" uses a program that only Heroku has (${command}); it is left out`,
      );
    } else if (name === 'web') {
      draft.start(command, 'Procfile, web');
    } else if (name === 'release') {
      draft.release(command, 'Procfile, release');
    } else {
      draft.warn(
        `Procfile: "${name}" (${command}) is not started: one project runs one process; make it a project of its own`,
      );
    }
  }
}
