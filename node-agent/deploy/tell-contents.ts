import type { AppConfig } from '../../lib/app-config/app-config.ts';
import { placeholdersOf } from '../../lib/app-config/placeholders.ts';
import type { Job } from './job.ts';

/** A config file that is longer than this is not for comparing. */
const configMaxLength = 256 * 1024;

/** Tells how the project is configured; what would be known as a secret's value is masked. */
export function tellConfig({ tools, story }: Pick<Job, 'tools' | 'story'>, config: AppConfig) {
  const { mask } = tools.redactor;
  const configJson = JSON.stringify(config, (_key, value: unknown) =>
    typeof value === 'string' ? mask(value) : value,
  );
  if (configJson.length > configMaxLength) return;
  story.tell({ case: 'configRead', value: { configJson, placeholders: placeholdersOf(config) } });
}

/** Tells what the release needs of the store. After the switch: it takes time, and nothing waits for it. */
export async function tellClosure(
  { tools, story }: Pick<Job, 'tools' | 'story'>,
  storePath: string,
  signal: AbortSignal,
): Promise<void> {
  const packages = await tools.ports.builder.closure(storePath, signal);
  const wire = packages.map(({ name, version, bytes }) => ({
    ...{ name, version },
    bytes: BigInt(bytes),
  }));
  story.tell({ case: 'closureMeasured', value: { packages: wire } });
}
