import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeploymentStep } from '../../../lib/deployment-states.ts';
import type { Day } from './day.ts';

const waitMs = 60_000;

/**
 * Returns as soon as the step's beginning is in the agent's journal on disk. The journal is what
 * the agent itself goes by after a restart, so that this is as near as one gets from outside.
 */
export async function untilStep(
  day: Day,
  deploymentId: string,
  step: DeploymentStep,
): Promise<void> {
  const deadline = Date.now() + waitMs;
  while (Date.now() < deadline) {
    if (stepsBegun(day, deploymentId).includes(step)) return;
    await sleep(1);
  }
  throw new Error(`step ${step} did not begin within ${waitMs} ms`);
}

/** Steps in the journal, in their order; a step of a second attempt is there again. */
export function stepsBegun({ folders }: Day, deploymentId: string): string[] {
  let text: string;
  try {
    text = readFileSync(join(folders.agentState, 'journal', deploymentId, 'events'), 'utf8');
  } catch {
    return [];
  }
  return [...text.matchAll(/"stepStarted":\{"step":"(\w+)"\}/g)].map((match) => match[1] ?? '');
}
