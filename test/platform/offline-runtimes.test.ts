import { expect, test } from 'vitest';
import { settings } from '../support/nix-node.ts';
import { sandboxed } from '../support/sandboxed.ts';

/** What a build printed. @throws Error with the log, when it failed. */
async function printed(packages: string, commands: string): Promise<string> {
  const { exitCode, log } = await sandboxed(settings, packages, `${commands}\nmkdir -p $out`);
  if (exitCode !== 0) throw new Error(log);
  return log;
}

test.each(['18', '20', '22', '24'])(
  'Node %s runs, with npm and the headers for native modules',
  async (major) => {
    const attribute = `nodejs_${major}`;
    const log = await printed(
      attribute,
      `node -v; npm -v; ls $(dirname $(dirname $(command -v node)))/include/node/node.h`,
    );
    expect(log.startsWith(`v${major}.`)).toBe(true);
    expect(log).toMatch(/^\d+\.\d+\.\d+$/m);
    expect(log).toMatch(/\/nix\/store\/.*\/include\/node\/node\.h$/);
  },
);

test.each([
  ['python311', 'Python 3.11.'],
  ['python313', 'Python 3.13.'],
])('%s makes environments with pip, and compiles extensions', async (attribute, version) => {
  const log = await printed(
    `${attribute} gcc`,
    `python3 --version
python3 -m pip --version 2>&1 || true
cd /build; python3 -m venv venv; venv/bin/pip --version
venv/bin/python -c 'import ssl, sqlite3, ctypes, lzma, bz2, zlib, readline, zoneinfo; print(zoneinfo.ZoneInfo("Europe/Vienna"))'
printf '#include <Python.h>\\nstatic struct PyModuleDef m = { PyModuleDef_HEAD_INIT, "tiny" };\\nPyMODINIT_FUNC PyInit_tiny(void) { return PyModule_Create(&m); }' > tiny.c
gcc -shared -fPIC $(venv/bin/python -c 'import sysconfig; print("-I" + sysconfig.get_path("include"))') tiny.c -o tiny.so
venv/bin/python -c 'import tiny; print(tiny)'`,
  );
  expect(log).toContain(version);
  expect(log).toContain('No module named pip');
  expect(log).toMatch(/^pip \d+\.\d+/m);
  expect(log).toContain('Europe/Vienna');
  expect(log).toContain("<module 'tiny'");
});

test.each([
  ['ruby_3_1', '3.1.'],
  ['ruby_3_3', '3.3.'],
])('%s has Bundler, and compiles extensions', async (attribute, version) => {
  const log = await printed(
    `${attribute} gcc gnumake`,
    `export HOME=/build; cd /build
ruby -e 'puts RUBY_VERSION, Encoding.default_external; require "openssl"; require "psych"; require "json"'
bundle --version
printf 'require "mkmf"; create_makefile("tiny")' > extconf.rb
printf '#include <ruby.h>\\nvoid Init_tiny(void) { rb_define_module("Tiny"); }' > tiny.c
ruby extconf.rb; make; ruby -I. -e 'require "tiny"; puts Tiny'`,
  );
  expect(log).toContain(version);
  expect(log).toContain('UTF-8');
  expect(log).toMatch(/^Bundler version \d/m);
  expect(log).toContain('\nTiny');
});

test.each([
  ['php82', '8.2.'],
  ['php84', '8.4.'],
])(
  '%s is put together with extensions and settings, and runs Composer',
  async (attribute, version) => {
    const php = `(pkgs.${attribute}.buildEnv { extensions = { enabled, all }: enabled ++ [ all.redis ]; extraConfig = "memory_limit = 333M"; })`;
    const log = await printed(
      `${php} pkgs.${attribute}Packages.composer`,
      `export HOME=/build
php -r 'echo PHP_VERSION, " ", ini_get("memory_limit"), "\\n"; date_default_timezone_set("Europe/Vienna"); echo date("e"), "\\n"; foreach (explode(" ", "mysqli pdo_mysql pdo_pgsql pdo_sqlite mbstring dom curl zip gd redis bcmath intl") as $name) if (!extension_loaded($name)) exit("$name is missing"); new PDO("sqlite::memory:");'
composer --version`,
    );
    expect(log).toContain(`${version}`);
    expect(log).toContain('333M');
    expect(log).toContain('Europe/Vienna');
    expect(log).toMatch(/Composer.* version /);
    expect(log).not.toContain('Warning');
    expect(log).not.toContain('is missing');
  },
);

test.each([
  ['go_1_19', 'go1.19'],
  ['go_1_24', 'go1.24'],
])('%s compiles a program', async (attribute, version) => {
  const log = await printed(
    attribute,
    `go version; export HOME=/build CGO_ENABLED=0; mkdir /build/tiny; cd /build/tiny; printf 'module tiny\\ngo 1.19\\n' > go.mod
printf 'package main\\nfunc main() { println("hello") }' > main.go
go build -trimpath -o tiny . ; ./tiny`,
  );
  expect(log).toContain(version);
  expect(log).toContain('\nhello');
});

test('what the compiler links runs by itself', async () => {
  const log = await printed(
    'gcc pkg-config zlib openssl libpq libpq.pg_config',
    `cd /build; printf '#include <zlib.h>\\n#include <openssl/ssl.h>\\n#include <stdio.h>\\nint main() { printf("%%s %%s\\\\n", zlibVersion(), OpenSSL_version(0)); }' > a.c
gcc a.c -o a $(pkg-config --cflags --libs zlib openssl) && env -i ./a; pg_config --libdir`,
  );
  expect(log).toMatch(/^\d+\.\d+.* OpenSSL 3/m);
  expect(log).toMatch(/^\/nix\/store\//m);
});
