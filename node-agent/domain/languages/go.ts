import { type NixText, nix, nixString } from '../nix-string.ts';
import { shellWord } from '../shell-word.ts';
import type { Language, LanguageInput } from './language.ts';

/**
 * Everything is in the compiled program: Go itself, and Node of a front end, are there for the build
 * only, and a release needs no more than its own files.
 */
export const go: Language = {
  template: 'go',
  runtimes: ['go'],
  optionalRuntimes: { node: 'package.json' },
  families: ['go', 'javascript'],
  mayHaveNoStart: false,
  environment: {},
  tools: () => [],
  buildTools: ({ runtimes, config }) => [
    ...Object.values(runtimes),
    ...(config.build.env['CGO_ENABLED'] === '1' ? [nix`pkgs.gcc`, nix`pkgs.pkg-config`] : []),
  ],
  // The project's build.env and what its modules need win over these.
  variables: ({ runtimes }) => ({
    // Without it a program holds the path of the folder in which it was built.
    GOFLAGS: nixString('-trimpath'),
    GOPROXY: nixString('off'),
    GOSUMDB: nixString('off'),
    GOTOOLCHAIN: nixString('local'),
    GOTELEMETRY: nixString('off'),
    CGO_ENABLED: nixString('0'),
    ...(runtimes.go === undefined ? {} : { goCache: compiledLibrary(runtimes.go) }),
  }),
  setUp: () => [withCompiledLibrary],
  testSetUp: () => [withCompiledLibrary],
  startVariables: () => ({
    SSL_CERT_FILE: nix`pkgs.cacert + "/etc/ssl/certs/ca-bundle.crt"`,
    ZONEINFO: nix`pkgs.tzdata + "/share/zoneinfo"`,
  }),
  defaultCommands: ({ has }) => [`go build -o app ${mainPackage(has)}`],
  finish: (input) =>
    programOf(input) === unnamed
      ? [
          // What `go build` calls the program that it puts here.
          `ln -s -- "$(basename "$(go list -f '{{.Target}}' .)")" ${unnamed}`,
        ]
      : [],
  defaultStart: (input) => `exec ./${shellWord(programOf(input))}`,
};

/**
 * Go compiles its own library anew where its cache is empty, as it is in each build: half a minute of
 * processor time. So the cache with just that is made once for each version of Go.
 */
function compiledLibrary(goPackage: NixText): NixText {
  const lines = [
    'export HOME="$NIX_BUILD_TOP" GOCACHE="$out"',
    'go build std',
    // When it was last tidied up, and what is said to people: nothing of it is for others.
    'rm -f "$out/trim.txt" "$out/README"',
  ];
  return nix`derivation {
          inherit system builder;
          name = "go-standard-library";
          PATH = pkgs.lib.makeBinPath [ ${goPackage} pkgs.coreutils ];
          GOFLAGS = "-trimpath";
          GOTOOLCHAIN = "local";
          CGO_ENABLED = "0";
          args = [ "-euc" ${nixString(lines.join('\n'))} ];
        }`;
}

const withCompiledLibrary =
  'mkdir -p "$HOME/.cache" && cp -r --no-preserve=mode "$goCache" "$HOME/.cache/go-build"';

/** Link to the program where no command says its name. */
const unnamed = '.vpspilot-program';

/** The only folder below cmd/; when there are several, Go says that one name is not enough for them. */
function mainPackage(has: (path: string) => boolean): string {
  return !has('main.go') && has('cmd') ? './cmd/*' : '.';
}

/** The program that the last `go build` makes, below the application's folder. */
function programOf({ config }: LanguageInput): string {
  if (config.build.commands.length === 0) return 'app';
  const command = config.build.commands.findLast((text) => /\bgo\s+build\b/.test(text)) ?? '';
  const named = /\s-o[\s=]*(["']?)([^\s"';&|]+)\1/.exec(command)?.[2];
  const folder = /\s\.\/((?:[\w-]+\/)*[\w-]+)\/?\s*$/.exec(command)?.[1];
  const last = folder?.split('/').at(-1);
  if (named === undefined) return last ?? unnamed;
  return named.endsWith('/') && last !== undefined ? `${named}${last}` : named.replace(/^\.\//, '');
}
