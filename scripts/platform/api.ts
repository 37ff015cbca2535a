import { createParser } from 'eventsource-parser';
import type { DeploymentEvent, DeploymentFailure } from '../../lib/deployment-events.ts';
import type { DeploymentKind, DeploymentState } from '../../lib/deployment-states.ts';
import { UserError } from '../../lib/user-error.ts';

export interface Deployment {
  id: string;
  project: string;
  number: number;
  kind: DeploymentKind;
  state: DeploymentState;
  step: string | null;
  commit: string;
  failure: DeploymentFailure | null;
  createdAt: string;
  liveAt: string | null;
  finishedAt: string | null;
  steps: { name: string; state: string; durationMs: number | null }[];
}

export interface Delivery {
  id: number;
  outcome: 'received' | 'deployed' | 'ignored' | 'refused' | 'failed';
  reason: string;
  detail: string;
  deploymentId: string | null;
}

export interface NodeView {
  id: string;
  name: string;
  connected: boolean;
  serviceManager: string;
  toolchains: string;
}

/** Central's API, as far as demo and benchmark use it. */
export class Api {
  readonly url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  /** @throws UserError with central's own code, message and hint. */
  async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const text = await this.text(path, { method, body });
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  /** An answer that is no JSON: a log, for example. Errors as those of `call`. */
  async text(
    path: string,
    { method = 'GET', body }: { method?: string; body?: unknown } = {},
  ): Promise<string> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw refusal(method, path, response.status, text);
    return text;
  }

  /** Everything that happens to a deployment from its beginning, live, until it is settled. */
  async *events(deploymentId: string, signal?: AbortSignal): AsyncGenerator<DeploymentEvent> {
    const response = await fetch(`${this.url}/api/v1/deployments/${deploymentId}/events`, {
      headers: { authorization: `Bearer ${this.#token}`, accept: 'text/event-stream' },
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok || response.body === null) {
      throw refusal('GET', `/deployments/${deploymentId}/events`, response.status, '');
    }
    const waiting: DeploymentEvent[] = [];
    const parser = createParser({
      // The last event says that there are no more, which the end of the stream says as well.
      onEvent: ({ event, data }) => {
        if (event !== 'end') waiting.push(JSON.parse(data) as DeploymentEvent);
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      yield* waiting.splice(0);
    }
  }
}

function refusal(method: string, path: string, status: number, text: string): UserError {
  const { code, detail, hint } = problemOf(text);
  return new UserError(code ?? 'api_error', `${method} ${path}: ${detail ?? `status ${status}`}`, {
    ...(hint === undefined ? {} : { hint }),
  });
}

function problemOf(text: string): { code?: string; detail?: string; hint?: string } {
  try {
    return JSON.parse(text) as { code?: string; detail?: string; hint?: string };
  } catch {
    return {};
  }
}
