import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runCommand } from '../../../lib/run-command.ts';
import { aptFetch, debianMirror, readSuite } from '../../../node-agent/adapters/offline-apt.ts';
import type { PublishedGem } from './gem-file.ts';
import { packageCache } from './package-cache.ts';

/** Of the suite that has Ruby 3.3: native parts are compiled for one version of Ruby. */
const suite = 'trixie';
const rubyVersion = '3.3.0';

type Description = Omit<PublishedGem, 'files'> & {
  package: string;
  only?: RegExp;
  /** Programs as the gem has them: Debian's only start the installed gem. */
  programs?: Readonly<Record<string, string>>;
};

/** Sinatra and puma with all they need, as their own gemspecs describe them. */
const described: readonly Description[] = [
  {
    package: 'ruby-sinatra',
    name: 'sinatra',
    version: '4.1.1',
    dependencies: {
      logger: '>= 1.6.0',
      mustermann: '~> 3.0',
      rack: '>= 3.0.0, < 4',
      'rack-protection': '= 4.1.1',
      'rack-session': '>= 2.0.0, < 3',
      tilt: '~> 2.0',
    },
  },
  {
    package: 'ruby-rack-protection',
    name: 'rack-protection',
    version: '4.1.1',
    dependencies: { base64: '>= 0.1.0', logger: '>= 1.6.0', rack: '>= 3.0.0, < 4' },
  },
  {
    package: 'ruby-rack-session',
    name: 'rack-session',
    version: '2.1.1',
    dependencies: { base64: '>= 0.1.0', rack: '>= 3.0.0' },
  },
  { package: 'ruby-rack', name: 'rack', version: '3.1.20' },
  {
    package: 'ruby-mustermann',
    name: 'mustermann',
    version: '3.0.0',
    dependencies: { ruby2_keywords: '~> 0.0.1' },
  },
  { package: 'ruby-ruby2-keywords', name: 'ruby2_keywords', version: '0.0.5' },
  { package: 'ruby-tilt', name: 'tilt', version: '2.4.0' },
  { package: 'ruby-base64', name: 'base64', version: '0.2.0' },
  { package: 'libruby3.3', name: 'logger', version: '1.6.0', only: /^logger(?:\.rb$|\/)/ },
  { package: 'ruby-nio4r', name: 'nio4r', version: '2.7.3' },
  {
    package: 'puma',
    name: 'puma',
    version: '6.6.0',
    dependencies: { nio4r: '~> 2.0' },
    executables: ['puma'],
    programs: {
      'bin/puma': '#!/usr/bin/env ruby\nrequire "puma/cli"\nPuma::CLI.new(ARGV).run\n',
    },
  },
];

/** Gems made of Debian's packages; what is native in them is compiled already. */
export async function debianGems(): Promise<PublishedGem[]> {
  const folder = join(await packageCache('gems'), suite);
  if (!existsSync(folder)) await unpackInto(folder);
  return described.map(({ package: name, only, programs, ...gem }) => {
    const files = { ...filesOf(join(folder, name), only), ...programs };
    return { ...gem, requiredRuby: '>= 3.3, < 3.4.dev', files };
  });
}

async function unpackInto(folder: string): Promise<void> {
  const scratch = await mkdtemp(`${folder}-`);
  const names = described.map(({ package: name }) => name);
  const { files } = await readSuite(
    join(scratch, '.apt'),
    { suite, mirror: await debianMirror() },
    names,
  );
  for (const name of names) {
    const found = files.get(name);
    if (found === undefined) throw new Error(`${suite} has no package ${name}`);
    const file = join(scratch, `${name}.deb`);
    await aptFetch([{ url: found.url, sha256: found.sha256, file }]);
    await mkdir(join(scratch, name));
    await runCommand(['dpkg-deb', '-x', file, join(scratch, name)]);
    await rm(file);
  }
  await rm(join(scratch, '.apt'), { recursive: true });
  // Another test file may have been faster.
  await rename(scratch, folder).catch(() => rm(scratch, { recursive: true, force: true }));
}

function filesOf(root: string, only: RegExp | undefined): Record<string, Buffer> {
  const files: Record<string, Buffer> = {};
  for (const library of librariesIn(root)) {
    for (const path of filesBelow(library)) {
      const name = relative(library, path);
      if (only === undefined || only.test(name)) files[`lib/${name}`] = readFileSync(path);
    }
  }
  return files;
}

/** Where Debian puts the libraries of gems, pure and compiled, and of Ruby itself. */
const libraryFolders = [
  `usr/lib/ruby/${rubyVersion}`,
  'usr/lib/ruby/vendor_ruby',
  'usr/share/rubygems-integration/all/gems/*/lib',
  `usr/lib/*/rubygems-integration/${rubyVersion}/gems/*/lib`,
  `usr/lib/*/rubygems-integration/${rubyVersion}/extensions/*/*/*`,
];

function librariesIn(root: string): string[] {
  return libraryFolders
    .flatMap((pattern) => globSync(pattern, { cwd: root }).toSorted())
    .map((folder) => join(root, folder));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
