/** A program, a header or a library is not there. */
import { building, type Explanation } from './explanation.ts';

/** Packages of nixpkgs by the header, library or pkg-config name that others ask for. */
const packages: readonly (readonly [RegExp, string])[] = [
  [/^(?:libpq|pq\b|postgres)/, 'libpq'],
  [/^(?:mysql|mariadb|libmysql|libmariadb|errmsg\.h)/, 'libmysqlclient'],
  [/^(?:vips|libvips|glib-object)/, 'vips'],
  [/^(?:Magick|magick|libMagick|wand\/)/, 'imagemagick'],
  [/^(?:openssl|ssl|libssl|libcrypto|crypto\b)/, 'openssl'],
  [/^(?:libz\.|z\b|zlib)/, 'zlib'],
  [/^(?:ffi|libffi)/, 'libffi'],
  [/^(?:yaml|libyaml)/, 'libyaml'],
  [/^(?:sqlite3|libsqlite)/, 'sqlite'],
  [/^(?:libxml|xml2)/, 'libxml2'],
  [/^(?:libxslt|xslt)/, 'libxslt'],
  [/^(?:cairo|libcairo)/, 'cairo'],
  [/^(?:pango|libpango)/, 'pango'],
  [/^(?:jpeglib|libjpeg|jpeg\b)/, 'libjpeg'],
  [/^(?:png|libpng)/, 'libpng'],
  [/^(?:ft2build|freetype|libfreetype)/, 'freetype'],
  [/^(?:curl\/|libcurl)/, 'curl'],
  [/^(?:readline|libreadline)/, 'readline'],
  [/^(?:lber|ldap|libldap)/, 'openldap'],
  [/^(?:libGL\b|libGL\.)/, 'libGL'],
  [/^(?:libstdc\+\+|libgcc_s)/, 'stdenv.cc.cc.lib'],
];

/** What to write into nix.packages for a header, a library or a module of pkg-config. */
function packageFor(name: string): string {
  const known = packages.find(([pattern]) => pattern.test(name))?.[1];
  return known === undefined
    ? 'the package of nixpkgs that brings it to nix.packages (search.nixos.org finds it)'
    : `"${known}" to nix.packages`;
}

/** Packages of nixpkgs whose name is not the command's. */
const commands: Readonly<Record<string, string>> = {
  convert: 'imagemagick',
  magick: 'imagemagick',
  pg_dump: 'postgresql',
  psql: 'postgresql',
  mysqldump: 'mariadb.client',
  mysql: 'mariadb.client',
  python: 'python3',
  make: 'gnumake',
  protoc: 'protobuf',
  cc: 'gcc',
  'g++': 'gcc',
};

function missingCommand(name: string): string {
  const attribute = commands[name];
  const nix = attribute === undefined ? 'to nix.packages' : `("${attribute}") to nix.packages`;
  return `There is no command "${name}": add the package that brings it to the project's dependencies, or ${nix}. A command of a package that is among devDependencies is not installed with NODE_ENV=production or --omit=dev`;
}

export const toolFailures: readonly Explanation[] = [
  {
    code: 'library_missing',
    stages: building,
    pattern:
      /pg_config executable not found|(?:No|Can't find the) pg_config|checking for pg_config\.\.\. no/,
    hint: 'A PostgreSQL driver is compiled, and libpq is missing: add "libpq" (it brings pg_config) to nix.packages, or take the driver\'s binary form, such as psycopg2-binary',
  },
  {
    code: 'library_missing',
    stages: building,
    pattern:
      /mysql_config(?: not found|: not found|: command not found)|Can not find valid pkg-config name|checking for mysql_config\.\.\. no/,
    hint: 'A MySQL driver is compiled, and its client library is missing: add "libmysqlclient" and "pkg-config" to nix.packages',
  },
  {
    code: 'library_missing',
    stages: building,
    pattern: /fatal error: (\S+\.(?:h|hpp)): No such file or directory/,
    hint: ([, header = '']) =>
      header === 'Python.h' || header === 'ruby.h' || header === 'node_api.h'
        ? `The header ${header} belongs to the runtime: it must be the one that nix builds with, not a copy in the repository`
        : `Something is compiled with ${header}, which is not there: add ${packageFor(header)}`,
  },
  {
    code: 'library_missing',
    stages: building,
    pattern:
      /Package '?([\w.+-]+?)'?(?:, required by '[^']+',| was) not found|No package '([\w.+-]+)' found/,
    hint: ([, first, second, name = first ?? second ?? '']) =>
      `pkg-config does not know ${name}: add ${packageFor(name)}, and "pkg-config"`,
  },
  {
    code: 'library_missing',
    stages: building,
    pattern: /(?:ld|collect2): cannot find -l([\w.+-]+)/,
    hint: ([, name = '']) => `The linker does not find lib${name}: add ${packageFor(name)}`,
  },
  {
    code: 'shared_library_missing',
    pattern: /([\w.+-]+\.so(?:\.\d+)*): cannot open shared object file/,
    hint: ([, library = '']) =>
      `The shared library ${library} is not there, because a release sees nothing of the machine: add ${packageFor(library)}`,
  },
  {
    code: 'compiler_missing',
    stages: building,
    pattern:
      /gyp ERR! find Python|gyp ERR! stack Error: not found: (?:make|cc|gcc|g\+\+)|command '[\w./-]*(?:gcc|g\+\+|cc|clang)' failed: No such file|unable to execute '[\w./-]*(?:gcc|cc)'|error: Microsoft Visual|make: (?:gcc|cc|g\+\+): (?:Command not found|No such file)|exec: "(?:gcc|cc)": executable file not found|compiler failed to generate an executable file|linker `cc` not found|Unknown compiler\(s\)|(?:gcc|cc|g\+\+|make): (?:command )?not found/,
    hint: 'Something is compiled when it is installed, and a tool for that is missing: add "gcc", "gnumake", "pkg-config" and "python3" to nix.packages',
  },
  {
    code: 'interpreter_missing',
    pattern:
      /(\S+): (?:bad interpreter: No such file or directory|cannot execute: required file not found)/,
    hint: 'The first line of that script (#!…) names a program that is not there: write "#!/usr/bin/env bash" (or node, python3 …), and no path of your own machine',
  },
  {
    code: 'script_missing',
    pattern:
      /(?:ERR!|error) Missing script: "?([\w:.-]+)|ERR_PNPM_NO_SCRIPT\S*\s+Missing script: "?([\w:.-]+)|error Command "([\w:.-]+)" not found/,
    hint: ([, npm, pnpm, yarn]) =>
      `package.json has no script "${npm ?? pnpm ?? yarn}": correct the command in config.vpspilot.json, or add the script`,
  },
  {
    code: 'command_not_found',
    pattern:
      /^(?:[^\n:]*: )*([\w@.+-]+): command not found$|^(?:npm (?:error|ERR!) )?(?:\/bin\/)?(?:ba|da)?sh: (?:\d+: )?([\w@.+-]+): not found$|env: [‘'"]?([\w@.+-]+)[’'"]?: No such file or directory|spawn ([\w@.+-]+) ENOENT|exec: "([\w@.+-]+)": executable file not found/m,
    hint: (match) => missingCommand(match.slice(1).find((name) => name !== undefined) ?? ''),
  },
  {
    code: 'attribute_missing',
    byNix: true,
    stages: ['build', 'test'],
    pattern: /attribute '([^']+)' missing|undefined variable '?([^\s']+)/,
    hint: ([, attribute, variable]) =>
      `The pinned nixpkgs has no package "${attribute ?? variable}": check nix.packages in config.vpspilot.json (search.nixos.org has the names)`,
  },
];
