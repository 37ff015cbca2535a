/** In Node's words: "linux", "x64", "glibc". */
export interface NodePlatform {
  os: string;
  cpu: string;
  libc: string;
}

/** Where a package may be installed; nothing said: everywhere. */
export interface PlatformRules {
  os?: readonly string[] | string;
  cpu?: readonly string[] | string;
  libc?: readonly string[] | string;
}

/** Whether package managers install a package on this platform; they leave out optional ones that do not suit. */
export function suits(rules: PlatformRules, platform: NodePlatform): boolean {
  return (
    allows(rules.os, platform.os) &&
    allows(rules.cpu, platform.cpu) &&
    allows(rules.libc, platform.libc)
  );
}

/** npm's rule: "!x" forbids x; any other name means only the named ones. */
function allows(rule: readonly string[] | string | undefined, value: string): boolean {
  if (rule === undefined) return true;
  const names = typeof rule === 'string' ? [rule] : rule;
  if (names.includes(`!${value}`)) return false;
  const wanted = names.filter((name) => !name.startsWith('!'));
  return wanted.length === 0 || wanted.includes(value) || wanted.includes('any');
}

/** Packages that are there to compile, or to fetch what was compiled elsewhere. */
const compiling = new Set([
  'node-gyp',
  'node-gyp-build',
  'node-gyp-build-optional-packages',
  'node-addon-api',
  'nan',
  'bindings',
  'prebuild-install',
  'cmake-js',
  '@mapbox/node-pre-gyp',
]);

/** Whether something is compiled at the installation, as far as the names of the packages tell. */
export function looksCompiled(packages: readonly { name: string }[]): boolean {
  return packages.some(({ name }) => compiling.has(name));
}
