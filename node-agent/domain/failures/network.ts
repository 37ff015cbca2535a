/** Something wants to download in the build, where there is no network. */
import { building, type Explanation } from './explanation.ts';

const noNetwork =
  /ENOTFOUND|EAI_AGAIN|Could not resolve host|Temporary failure in name resolution|Failed to open TCP connection|dial tcp: lookup|Network is unreachable|ENETUNREACH|Could not reach host|NameResolutionError|getaddrinfo|curl error [67]\b|Network disabled, request canceled/;

/** The package whose script asked, in the words of its package manager. */
const asking = [
  /npm (?:error|ERR!) path .*\/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\s*$/m,
  /(?:^|\/)node_modules\/((?:@[\w.-]+\/)?[\w.-]+)[: ].*(?:install|postinstall)/m,
  /(?:Failed to build|Building wheel for|ERROR: Failed building wheel for) ([\w.-]+)/,
  /An error occurred while installing ([\w.-]+) \(/,
];

function askerIn(said: string): string | undefined {
  for (const pattern of asking) {
    const name = pattern.exec(said)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

export const networkFailures: readonly Explanation[] = [
  {
    code: 'prisma_download',
    stages: building,
    pattern: /binaries\.prisma\.sh/,
    hint: 'Prisma wants to download its engine, and builds have no network: add "prisma-engines" to nix.packages and point PRISMA_QUERY_ENGINE_LIBRARY and PRISMA_SCHEMA_ENGINE_BINARY (build.env) to it, or use a driver adapter with engineType "client", which needs none',
  },
  {
    code: 'puppeteer_download',
    stages: building,
    pattern:
      /Failed to set up (?:chrome|Chromium)|chrome-for-testing-public|puppeteer.*(?:ENOTFOUND|EAI_AGAIN|download)/i,
    hint: 'Puppeteer wants to download a browser: set "PUPPETEER_SKIP_DOWNLOAD": "true" in build.env, add "chromium" to nix.packages, and start it from the PATH (executablePath)',
  },
  {
    code: 'cypress_download',
    stages: building,
    pattern: /download\.cypress\.io|Cypress App could not be downloaded/,
    hint: 'Cypress wants to download itself: set "CYPRESS_INSTALL_BINARY": "0" in build.env; a release does not need it',
  },
  {
    code: 'playwright_download',
    stages: building,
    pattern: /cdn\.playwright\.dev|playwright\.azureedge\.net|playwright\.download\.prss/,
    hint: 'Playwright wants to download browsers: set "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1" in build.env, and take "playwright install" out of the build',
  },
  {
    code: 'electron_download',
    stages: building,
    pattern:
      /github\.com\/electron\/electron\/releases|npm (?:error|ERR!) path .*\/node_modules\/electron$/m,
    hint: 'Electron wants to download itself: set "ELECTRON_SKIP_BINARY_DOWNLOAD": "1" in build.env; a server does not need it',
  },
  {
    code: 'sharp_binary_missing',
    pattern: /Could not load the "sharp" module|lovell\/sharp-libvips|sharp: Installation error/,
    hint: 'sharp brings its binary as a package per platform, which the lock file lacks for Linux: run "npm install --os=linux --cpu=x64 --include=optional sharp" and commit package-lock.json',
  },
  {
    code: 'node_headers_download',
    stages: building,
    pattern: /gyp .*(?:nodejs\.org\/(?:download|dist)|electronjs\.org\/headers)/,
    hint: 'node-gyp wants to download headers, though those of Node are in the build (npm_config_nodedir): take disturl, target and runtime out of .npmrc and out of the command',
  },
  {
    code: 'package_not_locked',
    stages: building,
    pattern: /ENOTCACHED|cache mode is 'only-if-cached'/,
    hint: 'npm wanted a package that is not in the lock file: run "npm install" and commit package-lock.json; npx and "npm install NAME" cannot fetch in a build',
  },
  {
    code: 'package_not_locked',
    stages: building,
    pattern:
      /ERR_PNPM_NO_OFFLINE_(?:TARBALL|META)|Couldn't find any versions for .* in our (?:offline )?mirror/,
    hint: 'The package manager wanted a package that is not in the lock file: install it on your machine and commit the lock file',
  },
  {
    code: 'package_not_locked',
    stages: building,
    pattern:
      /Could not find a version that satisfies the requirement (\S+).*\(from versions: none\)/,
    hint: ([, name]) =>
      `pip wanted ${name}, which is not among the locked requirements (for setuptools and the like: the package that needs it is built from source): add it to requirements.txt`,
  },
  {
    code: 'package_not_locked',
    stages: building,
    pattern:
      /Could not find (?:gem )?'?([\w.-]+)'?.* in (?:locally installed gems|any of the sources|cached gems)/,
    hint: ([, name]) =>
      `Bundler wanted ${name}, which Gemfile.lock does not name for this platform: run "bundle lock --add-platform x86_64-linux" and commit Gemfile.lock`,
  },
  {
    code: 'package_not_locked',
    stages: building,
    pattern: /module lookup disabled by GOPROXY=off|cannot find module providing package (\S+)/,
    hint: 'Go wanted a module that go.sum does not name: run "go mod tidy" and commit go.mod and go.sum',
  },
  {
    code: 'network_in_build',
    stages: building,
    pattern: noNetwork,
    hint: (_, said) => {
      const name = askerIn(said);
      const rest =
        'What the lock file names is there already; anything else must be in the repository, or be fetched when the application starts';
      if (name === undefined) return `Builds have no network. ${rest}`;
      return `Builds have no network, and the install script of ${name} wants to download something. Look in its documentation for a variable that keeps it from that (build.env), or for a package of nixpkgs that brings it (nix.packages). ${rest}`;
    },
  },
];
