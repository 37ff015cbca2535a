/** The runtime is of another version than something asks for. */
import type { Explanation } from './explanation.ts';

function setRuntime(runtime: string, what: string): string {
  return `${what}: set runtime.${runtime} in config.vpspilot.json ("vpspilot toolchains" lists the versions)`;
}

export const versionFailures: readonly Explanation[] = [
  {
    code: 'wrong_runtime_version',
    pattern: /npm (?:error|ERR!) code EBADENGINE/,
    hint: (_, said) => {
      const wanted = /Required:\s*\{"node":"([^"]+)"/.exec(said)?.[1];
      return setRuntime(
        'node',
        `A package wants another Node${wanted === undefined ? '' : ` (${wanted})`}`,
      );
    },
  },
  {
    code: 'wrong_runtime_version',
    pattern: /ERR_PNPM_UNSUPPORTED_ENGINE/,
    hint: (_, said) => {
      const wanted = /Expected version:\s*(\S.*)/.exec(said)?.[1]?.trim();
      return setRuntime(
        'node',
        `A package wants another Node${wanted === undefined ? '' : ` (${wanted})`}`,
      );
    },
  },
  {
    code: 'wrong_runtime_version',
    pattern:
      /error .*The engine "node" is incompatible with this module\. Expected version "([^"]+)"/,
    hint: ([, wanted]) => setRuntime('node', `A package wants another Node (${wanted})`),
  },
  {
    code: 'php_extension_missing',
    pattern:
      /requires (?:PHP extension )?ext-([\w-]+) .*(?:missing from your system|it is missing)/,
    hint: ([, extension]) =>
      `The project needs PHP's extension ${extension}: write "php": {"extensions": ["${extension}"]} into config.vpspilot.json`,
  },
  {
    code: 'wrong_runtime_version',
    pattern:
      /Your Composer dependencies require a PHP version "([^"]+)"|requires php (\S+) .*your php version/,
    hint: ([, platform, required]) =>
      setRuntime('php', `The project wants another PHP (${platform ?? required})`),
  },
  {
    code: 'wrong_runtime_version',
    pattern:
      /requires a different Python: ([\d.]+) not in '([^']+)'|Current Python version \(([\d.]+)\) is not allowed by the project \(([^)]+)\)|Python interpreter .*does not satisfy|incompatible with the project's Python requirement: `([^`]+)`/,
    hint: ([, , pip, , poetry, uv]) => {
      const wanted = pip ?? poetry ?? uv;
      return setRuntime(
        'python',
        `The project wants another Python${wanted === undefined ? '' : ` (${wanted})`}`,
      );
    },
  },
  {
    code: 'wrong_runtime_version',
    pattern: /Your Ruby version is ([\d.]+), but your Gemfile specified ([^\s]+(?: [\d.]+)?)/,
    hint: ([, , wanted]) => setRuntime('ruby', `The Gemfile wants another Ruby (${wanted})`),
  },
  {
    code: 'wrong_runtime_version',
    pattern:
      /requires go >= ([\d.]+)|note: module requires Go ([\d.]+)|invalid go version '([\d.]+)': must match format/,
    hint: ([, newer, older, format]) =>
      setRuntime('go', `go.mod wants Go ${newer ?? older ?? format} or newer`),
  },
];
