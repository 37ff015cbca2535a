import type { Context } from '../context.ts';

export interface DeploymentWarning {
  /** When it was said first. */
  at: Date;
  code: string;
  message: string;
}

/** More than this nobody reads; the log has them all. */
const readMax = 500;
const shownMax = 50;

/**
 * What a deployment was warned of, each thing once: an end of life, a version that stands in for another.
 * What it waited for is not among it.
 */
export async function warningsOf(
  { db }: Context,
  deploymentId: string,
): Promise<DeploymentWarning[]> {
  const lines = await db.logLine.findMany({
    where: { deploymentId, kind: 'warning' },
    select: { at: true, text: true },
    orderBy: { id: 'asc' },
    take: readMax,
  });
  const warnings = new Map<string, DeploymentWarning>();
  for (const { at, text } of lines) {
    const { code, message } = JSON.parse(text) as { code: string; message: string };
    if (code !== 'waiting' && !warnings.has(text)) warnings.set(text, { at, code, message });
  }
  return [...warnings.values()].slice(0, shownMax);
}
