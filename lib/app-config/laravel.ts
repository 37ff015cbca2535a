/** What the type `laravel` means beside its keys. */
import { type ObjectValue, type Scalar, type Value, valueAt } from './document.ts';
import type { Findings } from './findings.ts';

/** Where Laravel keeps sessions, logs, uploads and compiled views. */
const laravelStorage = 'storage';

/** The project's folders, with the one that every Laravel application writes to. */
export function withLaravelStorage<T extends { type: string; storage: string[] }>(config: T): T {
  if (config.type !== 'laravel') return config;
  const others = config.storage.filter(
    (folder) => folder !== laravelStorage && !folder.startsWith(`${laravelStorage}/`),
  );
  return { ...config, storage: [laravelStorage, ...others] };
}

/** Commands that write today's environment into a file which the application reads instead of it. */
const freezing = /\bartisan\s+(config:cache|optimize)(?![\w:-])/;

/** Builds know no secrets: what a build caches from the environment is wrong when it runs. */
export function checkLaravel(root: ObjectValue, findings: Findings): void {
  const type = valueAt(root, 'type');
  if (type?.kind !== 'scalar' || type.value !== 'laravel') return;
  const build = valueAt(root, 'build.commands');
  for (const command of build?.kind === 'array' ? build.items.filter(isText) : []) {
    const name = freezing.exec(String(command.value))?.[1];
    if (name === undefined) continue;
    const hint = `take it out of the build and write "start": {"command": "php artisan ${name} && …"}`;
    findings.warning(
      command.place,
      `artisan ${name} keeps the values of env() as they are in the build, where no secret is`,
      hint,
    );
  }
}

function isText(value: Value): value is Scalar {
  return value.kind === 'scalar' && typeof value.value === 'string';
}
