import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type CommandLine, runCommand } from '../../lib/run-command.ts';
import { type Built, emptyFolder } from './build-node.ts';

/** What a build of Nix would see, for commands that run without Nix. */
export interface Surroundings {
  variables: Readonly<Record<string, string>>;
  bash: string;
}

/** The environment of a release's derivation: its tools and libraries, and no dependencies. */
export async function surroundings({ flake }: Built): Promise<Surroundings> {
  const { stdout } = await runCommand(['nix', ...features, 'show-derivation', flake.installable]);
  const variables = firstWithEnv(JSON.parse(stdout)) ?? {};
  const { PATH = '', LD_LIBRARY_PATH, CPATH, LIBRARY_PATH, PKG_CONFIG_PATH, bash = '' } = variables;
  const optional = { LD_LIBRARY_PATH, CPATH, LIBRARY_PATH, PKG_CONFIG_PATH };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { bash: join(bash, 'bin/bash'), variables: { PATH, ...Object.fromEntries(given) } };
}

const features = ['--extra-experimental-features', 'nix-command flakes'];

/** Versions of Nix put the derivation at different depths. */
function firstWithEnv(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('env' in value) return value.env as Record<string, string>;
  for (const each of Object.values(value)) {
    const found = firstWithEnv(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How long the user's own commands take in a fresh copy of the tree, with the same tools and dependencies. */
export async function timeUserCommands(
  built: Built,
  { bash, variables }: Surroundings,
  { tree, scratch }: { tree: string; scratch: string },
): Promise<number> {
  const copy = await copyOf(tree, scratch);
  const env: Record<string, string> = {
    ...variables,
    ...built.variables,
    ...ofDependencies(built),
    ...always(scratch),
  };
  const script = [...built.dependencies.flatMap(({ setUp }) => setUp), ...built.commands.map(own)];
  return await timed([bash, '-euo', 'pipefail', '-c', script.join('\n')], {
    cwd: copy,
    env: { ...env, PATH: [join(copy, 'node_modules/.bin'), env['PATH'] ?? ''].join(delimiter) },
    inheritEnv: false,
  });
}

/** How long the plain client needs to fetch and install with an empty cache. */
export async function timePlain(
  command: CommandLine,
  { variables }: Surroundings,
  { tree, scratch }: { tree: string; scratch: string },
): Promise<number> {
  const cwd = await copyOf(tree, scratch);
  return await timed(command, { cwd, env: inFront(variables) });
}

const machineCertificates = '/etc/ssl/certs/ca-certificates.crt';

/** The client of the machine's user, with its configuration, but the release's programs. */
export function inFront(variables: Readonly<Record<string, string>>): Record<string, string> {
  const path = `${variables['PATH']}${delimiter}${process.env['PATH'] ?? ''}`;
  // Programs of the store trust only what they are told to trust, not what the machine's owner has added.
  const certificates = existsSync(machineCertificates)
    ? { NODE_EXTRA_CA_CERTS: machineCertificates, SSL_CERT_FILE: machineCertificates }
    : {};
  return { ...certificates, ...variables, PATH: path };
}

async function timed(command: CommandLine, options: object): Promise<number> {
  const begun = performance.now();
  await runCommand(command, options);
  return performance.now() - begun;
}

async function copyOf(tree: string, scratch: string): Promise<string> {
  const copy = join(await emptyFolder(scratch), 'app');
  await cp(tree, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function ofDependencies({ dependencies }: Built): Record<string, string> {
  return Object.assign({}, ...dependencies.map(({ environment }) => environment));
}

function always(scratch: string): Record<string, string> {
  return { HOME: join(scratch, 'home'), SHELL: '/bin/sh', LC_ALL: 'C.UTF-8', TZ: 'UTC', CI: '1' };
}

/** Each in a shell of its own, as in a build. */
function own(command: string): string {
  return `bash -euo pipefail -c '${command.replaceAll("'", "'\\''")}'`;
}
