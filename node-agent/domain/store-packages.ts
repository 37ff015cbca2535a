/** A package of the Nix store; its outputs are one package. */
export interface StorePackage {
  name: string;
  /** Empty when its name has none. */
  version: string;
  bytes: number;
}

/** More of them nobody reads; the smallest are left out. */
const packagesMax = 2_000;

/** Paths with their sizes as `nix path-info --size` prints them. */
export function readPathSizes(text: string): { path: string; bytes: number }[] {
  return text.split('\n').flatMap((line) => {
    const [, path, bytes] = /^(\/\S+)\s+(\d+)\s*$/.exec(line) ?? [];
    return path === undefined ? [] : [{ path, bytes: Number(bytes) }];
  });
}

/** Store paths as packages, the largest first. */
export function packagesOf(paths: readonly { path: string; bytes: number }[]): StorePackage[] {
  const packages = new Map<string, StorePackage>();
  for (const { path, bytes } of paths) {
    const { name, version } = nameOf(path);
    const key = `${name}\0${version}`;
    const known = packages.get(key)?.bytes ?? 0;
    packages.set(key, { name, version, bytes: known + bytes });
  }
  return [...packages.values()].toSorted((a, b) => b.bytes - a.bytes).slice(0, packagesMax);
}

const outputs = /-(?:bin|dev|lib|out|man|doc|devdoc|info|static|dist|data|debug|getent|terminfo)$/;

/** "openssl" and "3.0.13" of "/nix/store/…-openssl-3.0.13-bin": a version begins with a digit. */
function nameOf(path: string): { name: string; version: string } {
  const full = path.replace(/^.*\/[0-9a-z]{32}-/, '').replace(outputs, '');
  const [, name, version] = /^(.+?)-(\d.*)$/.exec(full) ?? [];
  return { name: name ?? full, version: version ?? '' };
}
