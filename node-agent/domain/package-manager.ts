/** A program of the npm registry that installs packages, beside npm, which comes with Node. */
export interface PackageManager {
  /** Its commands: pnpm, yarn. */
  command: 'pnpm' | 'yarn';
  /** Name in the registry. */
  name: string;
  version: string;
  /** Of its tarball; undefined: what it was at its first use counts. */
  integrity: string | undefined;
}

/** Used where package.json#packageManager does not say: the newest that reads and keeps such a lock. */
const usual = {
  pnpm6: manager(
    'pnpm',
    '8.15.9',
    'sha512-SZQ0ydj90aJ5Tr9FUrOyXApjOrzuW7Fee13pDzL0e1E6ypjNXP0AHDHw20VLw4BO3M1XhQHkyik6aBYWa72fgQ==',
  ),
  pnpm9: manager(
    'pnpm',
    '10.34.9',
    'sha512-9JtajqD97bRLs8DB1ldQkqU8KVDZW3rRXfEfF5dId6LeOgHAfpNOmyjOcW5RwJqUlixzBtCb4uHksYqMh2L9Mg==',
  ),
  yarn1: manager(
    'yarn',
    '1.22.22',
    'sha512-prL3kGtyG7o9Z9Sv8IPfBNrWTDmXB4Qbes8A9rEzt6wkJV8mUvoirjU0Mp3GGAU06Y0XQyA3/2/RQFVuK7MTfg==',
  ),
  yarn3: manager(
    'yarn',
    '3.8.7',
    'sha512-YMoAlLR9f+kxXjK72ggBIidi3ulQQrQpMSxzrLUt0OUk9Xdst2v26LBSYFlzOm+7KRNWgYIJpFjA8uRnCgB5xQ==',
  ),
  yarn4: manager(
    'yarn',
    '4.9.4',
    'sha512-q504Eb++phLdYrVWhHLNpTwlwPkqz+w/+ydkSJUIP2SWKPUoeIllFD0xGVAWOR0pImxYwEjaRVXfdfVeJP6wqA==',
  ),
  yarn418: manager(
    'yarn',
    '4.18.1',
    'sha512-EH+A4TxAtBWXKE0DGQxW9Bo9crXHLJ73mfxjTQJuv8XonNWWTpei8BQ5JjczHJNU9GROTycwMFn8iOvRIZXUcA==',
  ),
} as const;

function manager(
  command: PackageManager['command'],
  version: string,
  integrity: string | undefined,
): PackageManager {
  const isBerry = command === 'yarn' && !version.startsWith('1.');
  return { command, name: isBerry ? '@yarnpkg/cli-dist' : command, version, integrity };
}

/** @param lockVersion of pnpm-lock.yaml: "6.0", "9.0". */
export function pnpmFor(manifest: string, lockVersion: string): PackageManager {
  return declared(manifest, 'pnpm') ?? (lockVersion.startsWith('6.') ? usual.pnpm6 : usual.pnpm9);
}

/** @param metadataVersion of a lock of yarn 2 and newer; undefined: the lock is of yarn 1. */
export function yarnFor(manifest: string, metadataVersion?: number): PackageManager {
  const own = declared(manifest, 'yarn');
  if (metadataVersion === undefined) return own?.version.startsWith('1.') ? own : usual.yarn1;
  if (own !== undefined && !own.version.startsWith('1.')) return own;
  if (metadataVersion < 8) return usual.yarn3;
  return metadataVersion === 8 ? usual.yarn4 : usual.yarn418;
}

const installs = {
  npm: /\bnpm\s+(?:ci|i|install|clean-install)\b/,
  pnpm: /\bpnpm\b/,
  yarn: /\byarn\b/,
} as const;

/**
 * Whether commands leave it open that this manager installs: of a repository with several lock files
 * the one counts whose manager is used.
 */
export function mayInstallWith(name: keyof typeof installs, commands: readonly string[]): boolean {
  const used = Object.entries(installs).filter(([, pattern]) =>
    commands.some((command) => pattern.test(command)),
  );
  return used.length === 0 || used.some(([one]) => one === name);
}

/** "pnpm@9.1.0+sha512.0123…", as corepack has it. */
function declared(
  manifest: string,
  command: PackageManager['command'],
): PackageManager | undefined {
  const { packageManager } = JSON.parse(manifest) as { packageManager?: unknown };
  const [, name, version, algorithm, hex] =
    /^(\w+)@(\d+\.\d+\.\d+(?:-[\w.]+)?)(?:\+(sha1|sha256|sha512)\.([0-9a-f]+))?/.exec(
      String(packageManager ?? ''),
    ) ?? [];
  if (name !== command || version === undefined) return undefined;
  const known = Object.values(usual).find(
    (one) => one.command === command && one.version === version,
  );
  const own = manager(command, version, known?.integrity);
  // Of yarn 2 and newer corepack hashes the program, not the tarball.
  if (algorithm === undefined || hex === undefined || own.name !== command) return own;
  return { ...own, integrity: `${algorithm}-${Buffer.from(hex, 'hex').toString('base64')}` };
}
