import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type CommandLine, runCommand } from '../../lib/run-command.ts';
import { type Built, emptyFolder } from './build-node.ts';

/** What a build of Nix sees, for commands that run without Nix. */
export interface Surroundings {
  variables: Readonly<Record<string, string>>;
  bash: string;
  /** The user's commands with what is set for them: the dependencies' variables, a virtual environment. */
  script: string;
}

interface Derivation {
  env: Record<string, string>;
  args: string[];
}

/** Taken from the release's derivation. */
export async function surroundings({ flake }: Built): Promise<Surroundings> {
  const { stdout } = await runCommand(['nix', ...features, 'show-derivation', flake.installable]);
  const { env, args } = derivationIn(JSON.parse(stdout));
  const given = Object.entries(env).filter(([name]) => !ofNix.has(name));
  return {
    bash: join(env['bash'] ?? '', 'bin/bash'),
    variables: Object.fromEntries(given),
    script: commandsIn(await readFile(args.at(-1) ?? '', 'utf8')),
  };
}

const ofNix = new Set(['out', 'builder', 'system', 'name', 'source', 'startScript', 'passAsFile']);

const features = ['--extra-experimental-features', 'nix-command flakes'];

/** Versions of Nix put the derivation at different depths. */
function derivationIn(value: unknown): Derivation {
  if (typeof value !== 'object' || value === null) throw new Error('Nix showed no derivation');
  return 'env' in value ? (value as Derivation) : derivationIn(Object.values(value)[0]);
}

/** From where the tree has been copied to where the commands have ended. */
function commandsIn(builder: string): string {
  const [, commands] =
    /\nexport PATH="\$PWD\/node_modules[^\n]*\n(.*?)\nphase install/s.exec(builder) ?? [];
  if (commands === undefined) throw new Error('The builder of a release has no commands');
  return `phase() { :; }\nrun() { bash -euo pipefail -c "$1"; }\n${commands}`;
}

interface Places {
  tree: string;
  scratch: string;
}

/** How long the user's own commands take in a fresh copy of the tree, with the same tools and dependencies. */
export async function timeUserCommands(
  { bash, variables, script }: Surroundings,
  { tree, scratch }: Places,
): Promise<number> {
  const copy = await copyOf(tree, scratch);
  const path = [join(copy, 'node_modules/.bin'), variables['PATH'] ?? ''].join(delimiter);
  const ofBuilds = { HOME: join(scratch, 'home'), NIX_BUILD_TOP: scratch, out: scratch };
  const always = { SHELL: '/bin/sh', LC_ALL: 'C.UTF-8', TZ: 'UTC', CI: '1' };
  return await timed([bash, '-euo', 'pipefail', '-c', script], {
    cwd: copy,
    env: { ...variables, ...ofBuilds, ...always, PATH: path, SOURCE_DATE_EPOCH: '315532800' },
    inheritEnv: false,
  });
}

/** How long the plain client needs to fetch and install with an empty cache. */
export async function timePlain(
  command: CommandLine,
  { variables }: Surroundings,
  { tree, scratch }: Places,
): Promise<number> {
  return await timed(command, { cwd: await copyOf(tree, scratch), env: inFront(variables) });
}

const machineCertificates = '/etc/ssl/certs/ca-certificates.crt';

/** The client of the machine's user, with its configuration, but the release's programs. */
export function inFront(variables: Readonly<Record<string, string>>): Record<string, string> {
  const path = `${variables['PATH']}${delimiter}${process.env['PATH'] ?? ''}`;
  // Programs of the store trust only what they are told to trust, not what the machine's owner has added.
  const certificates = existsSync(machineCertificates)
    ? { NODE_EXTRA_CA_CERTS: machineCertificates, SSL_CERT_FILE: machineCertificates }
    : {};
  return { ...certificates, PATH: path };
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
