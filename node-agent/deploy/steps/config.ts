import type { AppConfig, ConfigProblem } from '../../../lib/app-config/app-config.ts';
import { UserError } from '../../../lib/user-error.ts';
import type { SourceTree } from '../../ports.ts';
import type { Job } from '../job.ts';

/** Reads and checks the project's file. Errors: config_missing, config_invalid. */
export function readConfig(
  { tools, story, signal, project }: Job,
  tree: SourceTree,
): Promise<AppConfig> {
  return story.step('config', signal, async (step) => {
    // Loaded only when something is deployed: the schema takes several megabytes.
    const [{ parseAppConfig }, { formatProblem }, text] = await Promise.all([
      import('../../../lib/app-config/app-config.ts'),
      import('../../../lib/app-config/format-problem.ts'),
      tools.readConfigFile(tree.directory, {
        slug: project.slug,
        tell: (line) => step.output(line),
      }),
    ]);
    const { config, problems } = parseAppConfig(text);
    for (const problem of problems) {
      const stream = problem.severity === 'error' ? 'stderr' : 'stdout';
      step.output(formatProblem(problem, { text }), stream);
    }
    if (config === undefined) throw invalid(problems, formatProblem);
    step.note(`type ${config.type}`);
    return config;
  });
}

function invalid(problems: ConfigProblem[], format: (problem: ConfigProblem) => string): UserError {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new UserError(
    'config_invalid',
    first === undefined ? 'config.vpspilot.json is not valid' : `${format(first)}${more}`,
    { hint: 'vpspilot config check shows the same before you push' },
  );
}
