import { tryCommand } from '../../lib/run-command.ts';
import type { Check } from './check.ts';

const folders = ['lib', 'central', 'node-agent', 'cli', 'web', 'scripts', 'bench', 'test'];

interface CruiseResult {
  summary: {
    totalCruised: number;
    violations: { type: string; from: string; to: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string; comment: string }[] };
  };
}

/** The import directions of .dependency-cruiser.mjs, and proof that the sources were read at all. */
export const architecture: Check = {
  name: 'architecture',
  async run() {
    const sources = await trackedSources();
    const present = folders.filter((folder) =>
      sources.some((source) => source.startsWith(`${folder}/`)),
    );
    const { stdout, stderr } = await tryCommand([
      'depcruise',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'json',
      ...present,
    ]);
    if (!stdout.startsWith('{')) return stderr || stdout;
    return judge(JSON.parse(stdout) as CruiseResult, sources.length);
  },
};

async function trackedSources(): Promise<string[]> {
  const { stdout } = await tryCommand(['git', 'ls-files', '-z', ...folders]);
  return stdout.split('\0').filter((path) => /\.tsx?$/.test(path));
}

/** A compiler that the tool cannot use makes it read nothing and find nothing: that is no success. */
function judge({ summary }: CruiseResult, sources: number): string | undefined {
  if (summary.totalCruised < sources) {
    return `Only ${summary.totalCruised} modules were read of ${sources} source files`;
  }
  if (summary.violations.length === 0) return undefined;
  const sentence = new Map(summary.ruleSetUsed.forbidden.map((each) => [each.name, each.comment]));
  return summary.violations
    .map(({ from, to, rule }) => `${from} → ${to}\n    ${rule.name}: ${sentence.get(rule.name)}`)
    .join('\n');
}
