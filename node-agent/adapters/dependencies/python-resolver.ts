import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runCommand, tryCommand } from '../../../lib/run-command.ts';
import { UserError } from '../../../lib/user-error.ts';
import { normalName } from '../../domain/python-markers.ts';
import type { Step } from '../../ports.ts';
import type { PackageIndexes } from './python-index.ts';
import type { Interpreter } from './python-interpreter.ts';

/** A package without a wheel, as far as the choice of versions needs to know it. */
export interface Stub {
  name: string;
  version: string;
  /** As in its metadata: "flask>=2 ; extra == 'web'". */
  requires: readonly string[];
  extras: readonly string[];
}

export interface ResolverWishes {
  requirements: readonly string[];
  constraints: readonly string[];
  pre: boolean;
  stubs: readonly Stub[];
  /** Folders with wheels of the repository's own. */
  links: readonly string[];
}

export interface Resolved {
  name: string;
  version: string;
  filename: string;
  url: string;
  /** "sha256:…" as the index has it. */
  hashes: readonly string[];
  /** Its file is one of the stubs. */
  stub: boolean;
}

/** pip chose nothing, because this package has no wheel that fits. */
export class NoWheel extends Error {
  readonly project: string;

  constructor(project: string, said: string) {
    super(said);
    this.project = project;
  }
}

const timeoutMs = 5 * 60_000;

/**
 * Lets pip choose versions. It reads the metadata of wheels and nothing else: no code of any
 * package runs. The lines are ours, made from parsed requirements, never the project's own text.
 *
 * @throws NoWheel, UserError `dependency_fetch_failed` with what pip said.
 */
export async function resolveWithPip(
  wishes: ResolverWishes,
  {
    interpreter,
    indexes,
    cache,
  }: { interpreter: Interpreter; indexes: PackageIndexes; cache: string },
  step: Step,
): Promise<Resolved[]> {
  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(join(cache, 'resolve-'));
  try {
    const stubs = join(scratch, 'stubs');
    await writeStubs(wishes.stubs, stubs, interpreter, step.signal);
    const [wanted, limits] = [join(scratch, 'requirements.txt'), join(scratch, 'constraints.txt')];
    await writeFile(wanted, `${wishes.requirements.join('\n')}\n`);
    await writeFile(limits, `${wishes.constraints.join('\n')}\n`);
    const report = join(scratch, 'report.json');
    const { secret } = indexes;
    const result = await tryCommand(
      [
        ...[interpreter.program, '-I', '-m', 'pip', 'install', '--dry-run', '--ignore-installed'],
        ...['--only-binary=:all:', '--no-input', '--quiet', '--report', report],
        ...['-r', wanted, '-c', limits, ...(wishes.pre ? ['--pre'] : [])],
        ...[stubs, ...wishes.links].flatMap((folder) => ['--find-links', folder]),
      ] as [string, ...string[]],
      {
        cwd: scratch,
        signal: step.signal,
        timeoutMs,
        // Credentials in the environment only: arguments can be seen by every user of the machine.
        env: {
          HOME: scratch,
          PIP_CONFIG_FILE: '/dev/null',
          PIP_DISABLE_PIP_VERSION_CHECK: '1',
          PIP_CACHE_DIR: join(cache, 'http'),
          PIP_INDEX_URL: secret.index,
          PIP_EXTRA_INDEX_URL: secret.extra.join(' '),
          PIP_FIND_LINKS: secret.links.join(' '),
        },
      },
    );
    if (result.exitCode !== 0) throw failure(result.stderr);
    return readReport(await readFile(report, 'utf8'), stubs);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Report {
  install: {
    download_info: {
      url: string;
      archive_info?: { hash?: string; hashes?: Record<string, string> };
    };
    metadata: { name: string; version: string };
  }[];
}

function readReport(text: string, stubs: string): Resolved[] {
  return (JSON.parse(text) as Report).install.map(({ download_info: info, metadata }) => {
    const url = new URL(info.url);
    url.hash = '';
    url.username = '';
    url.password = '';
    const { hash, hashes } = info.archive_info ?? {};
    const all = Object.entries(hashes ?? {}).map(([name, hex]) => `${name}:${hex}`);
    return {
      name: normalName(metadata.name),
      version: metadata.version,
      filename: basename(decodeURIComponent(url.pathname)),
      url: url.href,
      hashes: all.length > 0 ? all : hash === undefined ? [] : [hash.replace('=', ':')],
      stub: url.protocol === 'file:' && url.pathname.startsWith(`${stubs}/`),
    };
  });
}

/** Wheels with nothing but metadata, so that pip can count with packages that have no wheel. */
const stubWriter = `
import json, sys, zipfile
for stub in json.load(sys.stdin):
    stem = stub["name"].replace("-", "_") + "-" + stub["version"]
    info = stem + ".dist-info/"
    lines = ["Metadata-Version: 2.1", "Name: " + stub["name"], "Version: " + stub["version"]]
    lines += ["Provides-Extra: " + extra for extra in stub["extras"]]
    lines += ["Requires-Dist: " + one for one in stub["requires"]]
    with zipfile.ZipFile(sys.argv[1] + "/" + stem + "-py3-none-any.whl", "w") as wheel:
        wheel.writestr(info + "METADATA", "\\n".join(lines) + "\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
`;

async function writeStubs(
  stubs: readonly Stub[],
  folder: string,
  { program }: Interpreter,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(folder);
  if (stubs.length === 0) return;
  const input = JSON.stringify(stubs);
  await runCommand([program, '-I', '-c', stubWriter, folder], { input, signal, timeoutMs: 30_000 });
}

function failure(said: string): Error {
  const missing = /No matching distribution found for ([A-Za-z0-9][\w.-]*)/.exec(said)?.[1];
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const told = lines
    .map((line) => line.replace(/^ERROR: /, ''))
    .slice(0, 8)
    .join('\n');
  if (missing !== undefined) return new NoWheel(normalName(missing), told);
  return new UserError('dependency_fetch_failed', `pip could not choose versions: ${told}`, {
    hint: 'Try pip install -r requirements.txt in a new virtual environment on your machine, and commit what works (pip freeze)',
  });
}
