import type { FastifyRequest } from 'fastify';
import type { LogLine } from '../../../prisma/client/client.ts';
import type { Context } from '../../context.ts';
import { findDeployment } from '../../deployments/find-deployment.ts';
import { followDeployment } from '../../deployments/follow-deployment.ts';
import { type Change, followEverything } from '../../deployments/follow-everything.ts';
import { mayIn } from '../../domain/rights.ts';
import { callerIn } from './access.ts';
import type { App } from './app.ts';
import { createChanges } from './changed.ts';
import { merged } from './merged.ts';
import { deploymentParams } from './parameters.ts';
import type { StreamEvent, Streams } from './streams.ts';

const produces = ['text/event-stream'];

export function eventRoutes(app: App, context: Context, streams: Streams): void {
  deploymentEvents(app, context, streams);
  allEvents(app, context, streams);
}

function deploymentEvents(app: App, context: Context, streams: Streams): void {
  const summary =
    'Live log and state of a deployment: events output, step, state, warning, then end; resumes after Last-Event-ID';
  app.route({
    method: 'GET',
    url: '/api/v1/deployments/:deployment/events',
    schema: { summary, params: deploymentParams, produces },
    handler: async (request, reply) => {
      const { id } = await findDeployment(context, request.params.deployment);
      const after = lastEventId(request) ?? 0;
      return streams.send(request, reply, async function* (signal) {
        for await (const line of followDeployment(context, id, after, signal))
          yield lineEvent(line);
        if (signal.aborted) return;
        const { state, finishedAt } = await findDeployment(context, id);
        yield { event: 'end', data: { kind: 'end', state, finishedAt } };
      });
    },
  });
}

function allEvents(app: App, context: Context, streams: Streams): void {
  const summary =
    'State and step changes of all visible deployments, live, and `changed` with the names of what shows something new; resumes after Last-Event-ID';
  const changes = createChanges(context);
  app.route({
    method: 'GET',
    url: '/api/v1/events',
    schema: { summary, produces },
    handler: (request, reply) =>
      streams.send(request, reply, async function* (signal) {
        yield* merged(
          changes.follow(() => callerIn(request), signal),
          deploymentChanges(context, request, signal),
        );
      }),
  });
}

async function* deploymentChanges(
  context: Context,
  request: FastifyRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  for await (const change of followEverything(context, lastEventId(request), signal)) {
    const { projectId } = change.deployment;
    if (mayIn(callerIn(request), 'deployments.read', projectId)) yield changeEvent(change);
  }
}

/** See lib/deployment-events.ts for what `data` is. */
function lineEvent({ id, kind, at, step, stderr, text }: LogLine): StreamEvent {
  const data = kind === 'output' ? { step, stderr, text } : JSON.parse(text);
  return { id, event: kind, data: { kind, at: at.getTime(), ...data } };
}

function changeEvent({ deployment, ...line }: Change): StreamEvent {
  const { project, ...rest } = deployment;
  const { data, ...event } = lineEvent(line);
  return { ...event, data: { ...data, deployment: { ...rest, project: project.slug } } };
}

function lastEventId(request: FastifyRequest): number | undefined {
  const text = request.headers['last-event-id'];
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
