import type { ConfigDraft } from './draft.ts';

const order: readonly (keyof ConfigDraft)[] = [
  ...(['name', 'type', 'runtime', 'build', 'release', 'start', 'healthcheck'] as const),
  ...(['env', 'storage', 'nix'] as const),
];

/** The text of a config.vpspilot.json, keys in the order of the documentation. */
export function configText(config: ConfigDraft): string {
  const entries = order.flatMap((key) => (config[key] === undefined ? [] : [[key, config[key]]]));
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}
