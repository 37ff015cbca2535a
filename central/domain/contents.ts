import { clean } from './delivery.ts';
import type { ContentsChange, DeploymentEvent, SourceHistory } from './deployment-events.ts';

/** A node says no more than this; what is beyond comes from something that is no agent. */
const commitsMax = 50;
const packagesMax = 2_000;

/** What came since the release that was live, as columns. */
export function commitColumns({
  commits,
  more,
  since,
  isUnrelated,
}: SourceHistory): ContentsChange {
  const known = commits.slice(0, commitsMax).map(({ sha, subject, author }) => ({
    sha: clean(sha, 64),
    subject: clean(subject, 200),
    author: clean(author, 100),
  }));
  return {
    commits: JSON.stringify(known),
    commitsMore: more,
    commitsSince: clean(since, 64),
    commitsUnrelated: isUnrelated,
  };
}

/** Config and closure as columns; nothing for what is no JSON. */
export function contentsColumns(
  event: Extract<DeploymentEvent, { type: 'config' | 'closure' }>,
): ContentsChange {
  if (event.type === 'closure') {
    return { closure: JSON.stringify(event.packages.slice(0, packagesMax)) };
  }
  if (!isJsonObject(event.json)) return {};
  return { config: event.json, placeholders: JSON.stringify(event.placeholders) };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
