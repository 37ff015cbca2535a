import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../lib/run-command.ts';
import type { AgentSettings } from '../../settings.ts';
import { npmCommand } from '../npm-program.ts';
import { type RegistrySecrets, referencesIn } from './registry-secrets.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What decides where packages come from. */
export interface RegistrySettings extends Pick<AgentSettings, 'npmRegistry'> {
  /** Of the agent: an .npmrc may name its variables as ${NAME}. */
  environment?: Environment;
}

export interface NpmRegistry {
  /** Address of one package's tarball and what to send with the request. */
  locate(
    packageName: string,
    urlIn: (registry: string) => string,
  ): { url: string; headers: Record<string, string>; isPublic: boolean };
}

/** Keys of .npmrc with their values as they are written, ${NAME} not replaced. */
export type ProjectSettings = ReadonlyMap<string, string>;

/**
 * The registries this node uses: the agent's setting, else npm's own configuration; a scope's own
 * registry where the project's or the machine's .npmrc names one. Tokens come from the project's
 * secrets, which its .npmrc names as ${NAME}, or from the machine's .npmrc; they go only to the host
 * they are for, and never reach a build.
 */
export async function npmRegistry(
  { npmRegistry: setting, environment = {} }: RegistrySettings,
  { own, secrets }: { own: ProjectSettings; secrets: RegistrySecrets },
  signal: AbortSignal,
): Promise<NpmRegistry> {
  const machine = await readNpmrc(join(environment['HOME'] ?? homedir(), '.npmrc'));
  const ofProject = (text: string) => secrets.expand(text, '.npmrc');
  const ofMachine = (text: string) => expanded(text, environment);
  const standard = withSlash(setting || own.get('registry') || (await configuredRegistry(signal)));
  return {
    locate(packageName, urlIn) {
      const scope = /^(@[^/]+)\//.exec(packageName)?.[1];
      const key = `${scope}:registry`;
      const scoped = scope === undefined ? undefined : (own.get(key) ?? machine.get(key));
      const url = urlIn(scoped === undefined ? standard : withSlash(scoped));
      const headers = authorization(url, own, ofProject) ?? authorization(url, machine, ofMachine);
      const isPublic = scoped === undefined && !own.has('registry');
      return { url, headers: headers ?? {}, isPublic };
    },
  };
}

/** Registries and tokens of a project's own .npmrc. */
export function projectNpmrc(directory: string): Promise<ProjectSettings> {
  return readNpmrc(join(directory, '.npmrc'));
}

/** Secrets that a project's registry files refer to. */
export function secretsIn(own: ProjectSettings): string[] {
  const credentials = [...own].filter(([key]) => /(?:^|:)(?:_|username$)/.test(key));
  return referencesIn(credentials.map(([, value]) => value).join('\n'));
}

let configured: Promise<string> | undefined;

/** Asks npm itself, once per process: it knows more places for settings than we should. */
function configuredRegistry(signal: AbortSignal): Promise<string> {
  configured ??= runCommand([...npmCommand(), 'config', 'get', 'registry'], {
    signal,
    cwd: '/',
    timeoutMs: 30_000,
  }).then(({ stdout }) => stdout.trim());
  configured.catch(() => {
    configured = undefined;
  });
  return configured;
}

async function readNpmrc(file: string): Promise<Map<string, string>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const [, key, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*"?(.*?)"?\s*$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return new Map(pairs);
}

/** npm's rule: the entry for the longest leading part of the address counts. */
function authorization(
  url: string,
  npmrc: ReadonlyMap<string, string>,
  expand: (text: string) => string,
): Record<string, string> | undefined {
  let at = url.replace(/^https?:/, '');
  while (at.length > 2) {
    const token = npmrc.get(`${at}:_authToken`) ?? npmrc.get(`${at}/:_authToken`);
    if (token !== undefined) return { authorization: `Bearer ${expand(token)}` };
    const basic = npmrc.get(`${at}:_auth`) ?? npmrc.get(`${at}/:_auth`);
    if (basic !== undefined) return { authorization: `Basic ${expand(basic)}` };
    at = at.slice(0, Math.max(at.replace(/\/$/, '').lastIndexOf('/'), 0));
  }
  return undefined;
}

function expanded(text: string, environment: Environment): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => environment[name] ?? '');
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
