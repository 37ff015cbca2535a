import type { AppConfig } from './app-config.ts';

const placeholder = /^\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}$/;

/** The secret's name when the value is exactly `{{NAME}}`; otherwise undefined: the value is text. */
export function placeholderName(value: string): string | undefined {
  return placeholder.exec(value)?.[1];
}

/** Names of the secrets that `env` refers to, sorted, each once. */
export function placeholdersOf(config: Pick<AppConfig, 'env'>): string[] {
  const names = Object.values(config.env).flatMap((value) => placeholderName(value) ?? []);
  return [...new Set(names)].sort();
}

/** Variables that vpspilot sets itself. */
export function isReservedVariable(name: string): boolean {
  return name === 'PORT' || name.startsWith('VPSPILOT_');
}
