import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../ports.ts';
import type { AgentSettings } from '../../settings.ts';
import type { EcosystemRequest } from './ecosystem.ts';
import type { FetchSettings } from './fetch-file.ts';
import type { PythonTools } from './python-files.ts';
import { packageIndexes } from './python-index.ts';
import { pythonInterpreter } from './python-interpreter.ts';
import { registrySecrets } from './registry-secrets.ts';

export type PythonSettings = FetchSettings &
  Pick<
    AgentSettings,
    'root' | 'toolchains' | 'nixCommand' | 'pythonIndex' | 'allowLocalRepositories'
  > & {
    /** Of the agent: pip's own variables may name an index. */
    environment?: Readonly<Record<string, string | undefined>> | undefined;
  };

/** Addresses that the project's own files name, as they stand there. */
export interface OwnIndexes {
  index: string | undefined;
  extra: readonly string[];
  /** The file, for people. */
  source: string;
}

/** The node's Python, and the indexes of the project and of the node. */
export async function pythonTools(
  settings: PythonSettings,
  request: EcosystemRequest,
  own: OwnIndexes,
  step: Step,
): Promise<PythonTools> {
  const interpreter = await pythonInterpreter(settings, request.runtimes, step);
  const machine = await machineIndexes(settings);
  const standard = machine.index ?? interpreter.standardIndex;
  const expand = await expander(request, own);
  const extra = own.extra.map(expand);
  const isLinks = (address: string) => address.startsWith(linksPrefix);
  return {
    interpreter,
    settings,
    cache: join(settings.root, 'cache/python'),
    fetched: { count: 0 },
    indexes: packageIndexes({
      standard,
      indexes: [
        own.index === undefined ? standard : expand(own.index),
        ...extra.filter((address) => !isLinks(address)),
        ...machine.extra,
      ],
      links: extra.filter(isLinks).map((address) => address.slice(linksPrefix.length)),
    }),
  };
}

/** Stands before addresses of pages that list files of many projects. */
const linksPrefix = 'find-links ';

/** Secrets are opened only for files that refer to some. */
async function expander(
  request: EcosystemRequest,
  { index = '', extra, source }: OwnIndexes,
): Promise<(address: string) => string> {
  if (![index, ...extra].some((address) => address.includes('${'))) return (address) => address;
  const secrets = await registrySecrets(request);
  return (address) => secrets.expand(address, source);
}

/** What pip would do on this machine: its variables, then its files. */
async function machineIndexes({
  environment = {},
  pythonIndex,
}: PythonSettings): Promise<{ index: string | undefined; extra: string[] }> {
  if (pythonIndex !== '') return { index: pythonIndex, extra: [] };
  const home = environment['HOME'] ?? homedir();
  const files = [
    environment['PIP_CONFIG_FILE'],
    join(home, '.config/pip/pip.conf'),
    join(home, '.pip/pip.conf'),
    '/etc/pip.conf',
  ];
  const texts = files.map((file) =>
    file === undefined ? '' : readFile(file, 'utf8').catch(() => ''),
  );
  const lines = (await Promise.all(texts)).join('\n').split('\n');
  const of = (name: string) =>
    lines
      .map((line) => new RegExp(`^\\s*${name}\\s*[=:]\\s*(\\S.*)$`).exec(line)?.[1])
      .find(Boolean);
  const extra = environment['PIP_EXTRA_INDEX_URL'] ?? of('extra-index-url') ?? '';
  return {
    index: environment['PIP_INDEX_URL'] ?? of('index-url'),
    // Folders of this machine would make other nodes choose other packages.
    extra: extra.split(/\s+/).filter((address) => /^https?:/.test(address)),
  };
}
