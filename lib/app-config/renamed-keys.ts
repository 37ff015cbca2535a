/** Keys of older forms of the file. They are understood, and reported with the key to write instead. */

export interface RenamedKey {
  from: string;
  to: string;
}

export const renamedKeys: readonly RenamedKey[] = [
  { from: 'tech', to: 'type' },
  { from: 'deployment.build_command', to: 'build.commands' },
  { from: 'deployment.start_command', to: 'start.command' },
  { from: 'deployment.port', to: 'start.port' },
  { from: 'deployment.healthcheck_url', to: 'healthcheck.url' },
  { from: 'deployment.healthcheck_interval', to: 'healthcheck.interval' },
  { from: 'deployment.healthcheck_timeout', to: 'healthcheck.timeout' },
  { from: 'deployment.healthcheck_retries', to: 'healthcheck.retries' },
  { from: 'nix.flake', to: 'nix.flake_file' },
  { from: 'backups.dir', to: 'backups.directories' },
];

/** Keys of older forms that have no meaning here, with the reason. */
export const ignoredKeys: Readonly<Record<string, string>> = {
  'deployment.stop_command': 'vpspilot asks the application to stop with SIGTERM',
  'deployment.restart_command': 'vpspilot starts the new release beside the old one',
  'deployment.environment':
    'put what the application reads into "env", such as NODE_ENV or APP_ENV',
  'nix.shell': 'tests and builds use the environment of the package',
};

/** What people write in "tech", and the type it means. The first that matches is taken. */
export const technologies: readonly (readonly [type: string, names: readonly string[]])[] = [
  ['laravel', ['laravel']],
  ['django', ['django']],
  [
    'nodejs',
    ['nodejs', 'node', 'node.js', 'express', 'next', 'nextjs', 'next.js', 'nestjs', 'typescript'],
  ],
  ['python', ['python', 'flask', 'fastapi']],
  ['go', ['go', 'golang']],
  ['ruby', ['ruby', 'rails', 'sinatra']],
  ['static', ['static', 'html', 'react', 'vue', 'vite', 'svelte', 'astro', 'hugo']],
  ['custom', ['custom', 'nix']],
];

/** The type that a technology's name means. */
export function typeOfTechnology(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  return technologies.find(([, names]) => names.includes(wanted))?.[0];
}
