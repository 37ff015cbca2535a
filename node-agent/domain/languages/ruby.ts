import { type NixText, nix, nixString } from '../nix-string.ts';
import { exportLine } from '../shell-word.ts';
import type { Language, LanguageInput } from './language.ts';

/** Ruby with Bundler: Sinatra, Rack, Hanami and, when bin/rails is there, Rails. */
export const ruby: Language = {
  template: 'ruby',
  runtimes: ['ruby'],
  optionalRuntimes: { node: 'package.json' },
  families: ['ruby', 'javascript'],
  mayHaveNoStart: false,
  environment: { RACK_ENV: 'production' },
  variables: (input) => ({
    ...bundlerSettings(input),
    // Never looks for another version of itself than the one that is there.
    BUNDLE_VERSION: nixString('system'),
    ...(isRails(input) && { SECRET_KEY_BASE_DUMMY: nixString('1') }),
  }),
  setUp: (input) => [
    ...(input.has('Gemfile') ? samePatchVersion : []),
    'export RACK_ENV="${RACK_ENV:-production}"',
    ...(isRails(input)
      ? [
          'export RAILS_ENV="${RAILS_ENV:-production}"',
          // Rails before 7.1 does not know SECRET_KEY_BASE_DUMMY. The application gets its own.
          'export SECRET_KEY_BASE="${SECRET_KEY_BASE:-only-while-this-is-built}"',
        ]
      : []),
  ],
  // What compilers and Bundler leave behind: logs with times in them, and every gem once more.
  finish: (input) => [
    'if [ -d vendor/bundle ]; then',
    '  find vendor/bundle \\( -name gem_make.out -o -name mkmf.log \\) -delete',
    '  rm -rf vendor/bundle/ruby/*/cache vendor/bundle/ruby/*/doc',
    'fi',
    ...(isRails(input)
      ? ['rm -rf tmp/cache log/*.log', 'mkdir -p tmp/cache tmp/pids tmp/sockets log']
      : []),
  ],
  startVariables: (input) => ({
    ...bundlerSettings(input),
    BUNDLE_FROZEN: nixString('true'),
    BUNDLE_VERSION: nixString('system'),
    BUNDLE_USER_HOME: nixString('${TMPDIR:-/tmp}/bundler'),
    SSL_CERT_FILE: nix`pkgs.cacert + "/etc/ssl/certs/ca-bundle.crt"`,
    ...(isRails(input) && {
      RAILS_ENV: nixString('production'),
      RAILS_LOG_TO_STDOUT: nixString('true'),
      RAILS_SERVE_STATIC_FILES: nixString('true'),
      // The release is read-only, and the next one starts while this one still runs.
      PIDFILE: nixString('${TMPDIR:-/tmp}/rails-${PORT:-0}.pid'),
      BOOTSNAP_CACHE_DIR: nixString('${TMPDIR:-/tmp}/bootsnap-${PORT:-0}'),
    }),
  }),
  startSetUp: (input) => [
    ...Object.entries(input.config.build.env).flatMap(([name, value]) =>
      name.startsWith('BUNDLE_') ? [exportLine(name, value)] : [],
    ),
    ...(isRails(input) ? [explainMissingKey] : []),
  ],
  defaultCommands: (input) =>
    isRails(input) && input.has('app/assets') ? ['bundle exec rails assets:precompile'] : [],
};

function isRails({ has }: LanguageInput): boolean {
  return has('bin/rails') || has('config/application.rb');
}

/**
 * What decides which gems the application wants must be the same when it is built and when it runs.
 * Tests run with the gems of their group.
 */
function bundlerSettings({ config }: LanguageInput): Record<string, NixText> {
  return {
    BUNDLE_PATH: nixString('vendor/bundle'),
    BUNDLE_WITHOUT: nixString(config.test === undefined ? 'development:test' : 'development'),
    BUNDLE_SILENCE_ROOT_WARNING: nixString('true'),
  };
}

/**
 * Bundler insists on the very patch version that a Gemfile or .ruby-version names, and nixpkgs has the
 * newest one of each minor version: the copy that is built asks for that one.
 */
const samePatchVersion = [
  `ruby_version="$(ruby -e 'print RUBY_VERSION')"`,
  'ruby_pattern="${ruby_version%.*}"; ruby_pattern="${ruby_pattern/./\\\\.}\\\\.[0-9]+"',
  'sed -i -E "s/^([[:space:]]*ruby[[:space:](]+.)$ruby_pattern(.)/\\1$ruby_version\\2/" Gemfile',
  'if [ -f .ruby-version ]; then sed -i -E "s/^(ruby-)?$ruby_pattern\\$/$ruby_version/" .ruby-version; fi',
];

const explainMissingKey =
  'if [ -z "${SECRET_KEY_BASE:-}${RAILS_MASTER_KEY:-}" ] && [ ! -e config/master.key ]; then ' +
  'echo "Neither SECRET_KEY_BASE nor RAILS_MASTER_KEY is set. Set one with vpspilot secrets set, and name it in env of config.vpspilot.json" >&2; fi';
