import { type NixText, nix, nixAttributePath, nixString } from '../nix-string.ts';
import type { Language, LanguageInput } from './language.ts';

/** What wheels and compiled packages are linked against most often. */
const commonLibraries: readonly NixText[] = [
  nix`pkgs.stdenv.cc.cc.lib`,
  nix`pkgs.zlib`,
  nix`pkgs.openssl`,
  nix`pkgs.libffi`,
  // Older revisions have it inside of PostgreSQL.
  nix`(pkgs.libpq or pkgs.postgresql)`,
  nix`pkgs.sqlite`,
];

/** Python brings none of its own. */
const certificates = nix`(pkgs.cacert + "/etc/ssl/certs/ca-bundle.crt")`;

/** Python without a framework; Django adds little to it. */
export const python: Language = {
  template: 'python',
  runtimes: ['python'],
  optionalRuntimes: { node: 'package.json' },
  families: ['python', 'javascript'],
  mayHaveNoStart: false,
  environment: {
    PYTHONUNBUFFERED: '1',
    // The release is read-only, and compiled already.
    PYTHONDONTWRITEBYTECODE: '1',
    LANG: 'C.UTF-8',
  },
  libraries: pythonLibraries,
  variables: pythonVariables,
  setUp: pythonSetUp,
  finish: pythonFinish,
  startSetUp: pythonStartSetUp,
  startVariables: () => ({ SSL_CERT_FILE: certificates }),
  testSetUp: () => ['export VIRTUAL_ENV="$app/venv" PATH="$app/venv/bin:$PATH"'],
};

/** Also those that the project asks for by name. */
export function pythonLibraries({ config }: LanguageInput): NixText[] {
  return [
    ...commonLibraries,
    ...config.nix.packages.map((path) => nix`pkgs.${nixAttributePath(path)}`),
  ];
}

/** Settings that read a key from the environment want one while the build collects static files. */
const buildOnlyKey = nixString('only-for-the-build-never-for-the-running-application');

/** Makes what Python writes into the release the same each time. */
export function pythonVariables({ config, has }: LanguageInput): Record<string, NixText> {
  const isDjango = config.type === 'django' || has('manage.py');
  return {
    PYTHONDONTWRITEBYTECODE: nixString('1'),
    PYTHONHASHSEED: nixString('0'),
    ...(isDjango ? { SECRET_KEY: buildOnlyKey, DJANGO_SECRET_KEY: buildOnlyKey } : {}),
  };
}

/** The environment is made where it stays: programs in it hold its path. */
function pythonSetUp({ has }: LanguageInput): string[] {
  return [
    'python3 -m venv "$out/venv"',
    'export VIRTUAL_ENV="$out/venv" PATH="$out/venv/bin:$PATH"',
    // uv and Poetry are expected to make it here.
    ...(has('.venv') ? [] : ['ln -s "$out/venv" .venv']),
  ];
}

/** The application's own modules are compiled now, for at run time nothing can be written beside them. */
function pythonFinish(): string[] {
  return [
    'python3 -m compileall -q -x "/(node_modules|\\.git|\\.venv)/" . || echo "Some files could not be compiled; they are used as they are"',
  ];
}

function pythonStartSetUp(): string[] {
  return [
    'release="$(dirname "$(dirname "$(readlink -f "$0")")")"',
    'export VIRTUAL_ENV="$release/venv" PATH="$release/venv/bin:$PATH"',
    'unset release',
  ];
}
