import { randomUUID } from 'node:crypto';
import { claimStatus } from './adapters/agent-status.ts';
import { type AgentContext, createContext, type Overrides } from './context.ts';
import { createDispatcher, type Dispatcher } from './deploy/dispatch.ts';
import { restore } from './deploy/restore.ts';
import { keepConnected } from './loops/connect.ts';
import { keepRoutes } from './loops/keep-routes.ts';
import { keepSwept } from './loops/sweep.ts';
import type { AgentSettings } from './settings.ts';

/** A running agent. */
export interface Agent {
  context: AgentContext;
  dispatcher: Dispatcher;
  /** Stops what is before its switch, says goodbye and returns. Applications keep running. */
  stop(): Promise<void>;
}

/** Brings the node into order, goes on with interrupted commands, then keeps the stream to central. */
export async function startAgent(
  settings: AgentSettings,
  overrides: Overrides = {},
): Promise<Agent> {
  const status = await claimStatus(settings.stateDirectory);
  const context = await createContext(settings, { ...overrides, status });
  const dispatcher = createDispatcher(context);
  const stopping = new AbortController();
  context.log.info({ root: settings.root, services: context.ports.services.kind }, 'agent starts');
  await restore(context);
  const routed = keepRoutes(context, stopping.signal);
  await dispatcher.resume();
  const swept = keepSwept(context, stopping.signal);
  const connected = keepConnected(context, dispatcher, randomUUID(), stopping.signal);
  return {
    context,
    dispatcher,
    async stop() {
      await dispatcher.stop();
      stopping.abort();
      await Promise.all([connected, routed, swept]);
      await status.remove();
    },
  };
}
