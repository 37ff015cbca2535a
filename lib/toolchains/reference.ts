/** docs/versions.md, made from the table. */
import { runtimeFiles } from '../detect/runtime-wish.ts';
import { type Runtime, type ToolchainTable, versionsOf } from './table.ts';

const head = `# Versions

<!-- Made by npm run generate from templates/toolchains.json. -->

What \`runtime\` in \`config.vpspilot.json\` can ask for. \`vpspilot toolchains\` prints the same on your machine.

## How a version is chosen

1. \`runtime.<language>\` in the config file, if it is there.
2. Otherwise the first of the language's own files that says something (named below). The deployment's
   \`render\` step shows which one decided.
3. Otherwise the default. \`vpspilot init\` writes it into the config file, so that a later default changes nothing.

| you write | you get |
|---|---|
| \`20\`, \`20.x\`, \`v20\` | Node.js 20 |
| \`20.11.1\` | the newest 20 that is pinned, and a warning that says so: single patch versions cannot be had |
| \`>=18\`, \`>=18 <21\`, \`^20\`, \`~20.11\`, \`18 - 20\` | the default if it lies within, otherwise the version within that gets fixes for longest |
| \`18 \\|\\| 20\`, \`^7.4 \\| ^8.0\` | the same, of either |
| \`~> 3.2\`, \`~=3.9\`, \`==3.11.*\`, \`>=3.9,<3.13\`, \`8.1.*\` | as Ruby, Python and Composer mean them |
| \`lts/*\`, \`latest\`, \`lts/iron\` | the default; the version of that name |

The \`go\` and \`toolchain\` lines of \`go.mod\` name the oldest version that will do, and are read so. A version that
is not there is refused with the list of those that are. One that gets no more security fixes works, with a warning
in each deployment (\`runtime_version\`, also in \`warnings\` of \`GET /api/v1/deployments/<id>\`).

All versions of a project come from one revision of nixpkgs where one has them all, otherwise from as few as
possible. A node whose Nix is older than 2.18 cannot use 25.11 and 26.05.
`;

/** The whole page. */
export function versionsReference({ runtimes, pins }: ToolchainTable): string {
  const languages = Object.entries(runtimes).map(([name, runtime]) => section(name, runtime));
  const releases = Object.entries(pins).map(
    ([name, { rev, needsNix = '' }]) => `| ${name} | \`${rev}\` | ${needsNix} |`,
  );
  return `${head}
${languages.join('\n')}
## The pinned revisions of nixpkgs

| release | revision | needs Nix |
|---|---|---|
${releases.join('\n')}

\`node scripts/refresh-toolchains.ts\` compares all of this with nixpkgs itself, on a machine with internet.
`;
}

function section(name: string, runtime: Runtime): string {
  const rows = versionsOf(runtime).map((version) => {
    const { endOfLife = '', pins = [], attribute = '' } = runtime.versions[version] ?? {};
    const shown = version === runtime.default ? `**${version}** (default)` : version;
    return `| ${shown} | ${endOfLife} | \`${attribute}\` | ${pins.join(', ')} |`;
  });
  const refused = Object.entries(runtime.unavailable ?? {}).map(
    ([version, reason]) => `- ${version}: ${reason}`,
  );
  return `## ${runtime.title}: \`runtime.${name}\`

Read from: ${(runtimeFiles[name] ?? []).map((file) => `\`${file}\``).join(', ')}.

| version | fixes until | attribute | nixpkgs, best first |
|---|---|---|---|
${rows.join('\n')}
${refused.length === 0 ? '' : `\nNot to be had:\n\n${refused.join('\n')}\n`}`;
}
