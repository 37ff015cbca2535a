import type { Deployment } from '../lib/api/openapi.ts';
import type { DeploymentEvent } from '../lib/deployment-events.ts';
import { createDeploymentProgress, type DeploymentProgress } from '../lib/deployment-progress.ts';
import { UserError } from '../lib/user-error.ts';
import type { Central } from './api/client.ts';
import { createFeedReader } from './api/deployment-feed.ts';
import type { ExitName } from './exit-codes.ts';
import { type Io, wantsColors } from './io.ts';
import { whatText } from './output/deployment-text.ts';

export interface FollowOptions {
  /** The result is one JSON object on stdout; progress goes to stderr. */
  json: boolean;
  /** Stay until the watch after the switch is over too. */
  untilEnd?: boolean;
}

/**
 * Shows a deployment live until it is decided, then says where it can be seen. Ctrl-C only stops
 * watching.
 *
 * @throws UserError interrupted, when the person stopped watching
 */
export async function followDeployment(
  io: Io,
  central: Central,
  deployment: Deployment,
  options: FollowOptions,
): Promise<ExitName> {
  const stream = options.json ? io.stderr : io.stdout;
  const colors = options.json ? io.errorColors : io.colors;
  const { bold, dim } = colors;
  const title = `${bold(`Deployment ${deployment.number}`)} of ${bold(deployment.project)}`;
  stream.write(`${title} ${dim('·')} ${dim(whatText(deployment))}\n\n`);
  const progress = createDeploymentProgress({ stream, colors: wantsColors(stream, io.env) });
  try {
    await showEvents(io, central, deployment, progress, options);
  } finally {
    progress.close();
  }
  const end = await central.get('/api/v1/deployments/{deployment}', {
    params: { path: { deployment: deployment.id } },
  });
  if (options.json) io.json(end);
  else await printEnd(io, central, end);
  return end.state === 'live' || end.state === 'replaced' ? 'ok' : 'failed';
}

async function showEvents(
  io: Io,
  central: Central,
  deployment: Deployment,
  progress: DeploymentProgress,
  { untilEnd = false }: FollowOptions,
): Promise<void> {
  const stop = new AbortController();
  const detach = () => stop.abort(detached(deployment));
  process.once('SIGINT', detach);
  const read = createFeedReader();
  const isDecided = createDecision();
  const path = `/api/v1/deployments/${deployment.id}/events`;
  const onConnection = (state: 'lost' | 'back') =>
    progress.print(
      io.colors.dim(
        state === 'lost'
          ? '  … lost the connection to central; trying again'
          : '  … connected again',
      ),
    );
  try {
    for await (const streamed of central.events(path, { signal: stop.signal, onConnection })) {
      const event = read(streamed);
      if (event === undefined) continue;
      progress.feed(event);
      if (isDecided(event) && !untilEnd) return;
    }
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    process.off('SIGINT', detach);
    stop.abort();
  }
}

/** Says when nothing can fail any more: it is live, and the switch that made it so has had its line. */
function createDecision(): (event: DeploymentEvent) => boolean {
  let isLive = false;
  let isStepRunning = false;
  return (event) => {
    if (event.kind === 'state') isLive = event.state === 'live';
    if (event.kind === 'step') isStepRunning = event.state === 'running';
    return isLive && !isStepRunning;
  };
}

function detached({ project, number }: Deployment): UserError {
  return new UserError('interrupted', 'Stopped watching; the deployment goes on', {
    hint: `Watch again: vpspilot deployments show ${project} ${number} --follow. Stop it: vpspilot deployments cancel ${project} ${number}`,
  });
}

async function printEnd(io: Io, central: Central, { project, state }: Deployment): Promise<void> {
  const { addresses, live } = await central.get('/api/v1/projects/{project}', {
    params: { path: { project } },
  });
  if (state === 'live') {
    for (const address of addresses) io.print(`    ${io.colors.cyan(address)}`);
  } else if (live !== null && live.state === 'live') {
    io.print(`    ${io.colors.dim(`Release ${live.number} is untouched and still answers.`)}`);
  }
}
