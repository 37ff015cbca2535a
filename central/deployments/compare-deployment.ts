import type { Deployment } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { type ClosureDiff, closureDiff } from '../domain/closure-diff.ts';
import { type ConfigChange, configDiff } from '../domain/config-diff.ts';
import { type SecretNames, secretNamesBetween } from '../secrets/secret-names-between.ts';
import { contentsOf, type KnownCommit, releaseBefore } from './release-contents.ts';

/** What a deployment changes for those who use the application. */
export interface Comparison {
  /** Number of the release that was live before; null: none. */
  against: number | null;
  commits: KnownCommit[];
  commitsMore: boolean;
  config: ConfigChange[];
  secrets: SecretNames;
  closure: ClosureDiff | null;
}

/** Compares a deployment with the release that was live before it. */
export async function compareDeployment(
  context: Context,
  deployment: Deployment,
): Promise<Comparison> {
  const before = await releaseBefore(context, deployment);
  const present = await contentsOf(context, deployment);
  const past = before === null ? undefined : await contentsOf(context, before);
  const areKnown = present.config !== undefined && past?.config !== undefined;
  const { projectId, nodeId, environmentVersion: to } = deployment;
  const from = before?.environmentVersion ?? 0;
  return {
    against: before?.number ?? null,
    commits: present.commits,
    commitsMore: present.commitsMore,
    config: areKnown ? configDiff(past.config, present.config) : [],
    secrets: await secretNamesBetween(context, { projectId, nodeId, from, to }),
    closure: closureDiff(past?.closure, present.closure) ?? null,
  };
}
