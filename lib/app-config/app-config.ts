/** Reading config.vpspilot.json: from text to a checked AppConfig, or to problems a person can mend. */
import type * as z from 'zod';
import { checkMeaning } from './checks.ts';
import { readDocument, toPlain } from './document.ts';
import { explainIssues } from './explain.ts';
import { type ConfigProblem, Findings } from './findings.ts';
import { withLaravelStorage } from './laravel.ts';
import { normalise } from './normalise.ts';
import { resolveOlderForms } from './older-forms.ts';
import { appConfigSchema } from './schema.ts';

export type { ConfigProblem } from './findings.ts';

/** Aliases resolved, defaults filled in. Keys are spelled as in the file. */
export type AppConfig = z.output<typeof appConfigSchema>;

/**
 * Parses the text of a config.vpspilot.json: JSON, with comments and trailing commas. `config` is
 * undefined when one of the problems is an error. Never throws, whatever the text.
 */
export function parseAppConfig(text: string): { config?: AppConfig; problems: ConfigProblem[] } {
  const findings = new Findings(text);
  const root = readDocument(text, findings);
  if (root === undefined) return { problems: findings.problems() };
  const form = resolveOlderForms(root, findings);
  normalise(root, findings);
  checkMeaning(root, form, findings);
  const result = appConfigSchema.safeParse(toPlain(root));
  if (!result.success) explainIssues(root, result.error.issues, findings);
  const problems = findings.problems();
  if (!result.success || findings.failed) return { problems };
  return { config: withLaravelStorage(result.data), problems };
}
