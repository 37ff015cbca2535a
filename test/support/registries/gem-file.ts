import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { tarOf } from './tar.ts';

/** A version of a gem, and what is in it. */
export interface PublishedGem {
  name: string;
  version: string;
  /** Default "ruby". */
  platform?: string;
  /** Name and requirements: { rack: "~> 2.2, >= 2.2.4" }. */
  dependencies?: Readonly<Record<string, string>>;
  requiredRuby?: string;
  executables?: readonly string[];
  /** Of native parts: ext/x/extconf.rb. */
  extensions?: readonly string[];
  files: Readonly<Record<string, string | Buffer>>;
}

/** The .gem file: an archive of compressed description, compressed files and their hashes. */
export function gemFile(gem: PublishedGem): Buffer {
  const files = Object.entries(gem.files).map(([name, text]): [string, Buffer] => [
    name,
    Buffer.from(text),
  ]);
  const metadata = gzipSync(specification(gem));
  const data = gzipSync(tarOf(new Map(files)));
  const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex');
  const sums = `---\nSHA256:\n  metadata.gz: ${hash(metadata)}\n  data.tar.gz: ${hash(data)}\n`;
  return tarOf(
    new Map([
      ['metadata.gz', metadata],
      ['data.tar.gz', data],
      ['checksums.yaml.gz', gzipSync(sums)],
    ]),
  );
}

function specification(gem: PublishedGem): string {
  const list = (name: string, items: readonly string[]) =>
    items.length === 0
      ? `${name}: []\n`
      : `${name}:\n${items.map((item) => `- ${item}\n`).join('')}`;
  const dependencies = Object.entries(gem.dependencies ?? {});
  return [
    '--- !ruby/object:Gem::Specification\n',
    `name: ${gem.name}\n`,
    `version: !ruby/object:Gem::Version\n  version: ${gem.version}\n`,
    `platform: ${gem.platform ?? 'ruby'}\n`,
    'authors:\n- Debian\nbindir: bin\ncert_chain: []\ndate: 2022-01-01 00:00:00.000000000 Z\n',
    dependencies.length === 0 ? 'dependencies: []\n' : 'dependencies:\n',
    ...dependencies.map(([name, text]) => dependency(name, text)),
    list('executables', gem.executables ?? []),
    list('extensions', gem.extensions ?? []),
    'extra_rdoc_files: []\n',
    list('files', Object.keys(gem.files)),
    'rdoc_options: []\nrequire_paths:\n- lib\n',
    `required_ruby_version: !ruby/object:Gem::Requirement\n${requirements(gem.requiredRuby ?? '>= 0', '  ')}`,
    `required_rubygems_version: !ruby/object:Gem::Requirement\n${requirements('>= 0', '  ')}`,
    `requirements: []\nrubygems_version: 3.3.5\nspecification_version: 4\nsummary: ${gem.name}\ntest_files: []\n`,
  ].join('');
}

function dependency(name: string, text: string): string {
  return `- !ruby/object:Gem::Dependency\n  name: ${name}\n  requirement: !ruby/object:Gem::Requirement\n${requirements(text, '    ')}  type: :runtime\n  prerelease: false\n  version_requirements: !ruby/object:Gem::Requirement\n${requirements(text, '    ')}`;
}

function requirements(text: string, indent: string): string {
  const items = text.split(', ').map((item) => {
    const [operator, version] = item.split(' ');
    return `${indent}- - "${operator}"\n${indent}  - !ruby/object:Gem::Version\n${indent}    version: '${version}'\n`;
  });
  return `${indent}requirements:\n${items.join('')}`;
}
