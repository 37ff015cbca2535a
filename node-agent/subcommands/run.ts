import { startAgent } from '../run.ts';
import type { AgentSettings } from '../settings.ts';

/** Longer than any step needs to stop; then the next start cleans up. */
const stopMs = 10_000;

/** Runs until SIGTERM or SIGINT. */
export async function runAgent(
  settings: AgentSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const agent = await startAgent(settings, { environment });
  const { log } = agent.context;
  const stop = (signal: NodeJS.Signals) => {
    log.info(`${signal}: stopping; deployments that are not live yet start over at the next start`);
    setTimeout(() => process.exit(1), stopMs).unref();
    agent.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
