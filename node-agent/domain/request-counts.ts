import { boundOf } from '../../lib/response-times.ts';

export interface RequestCounts {
  count: number;
  /** Answered with 5xx. */
  errors: number;
  /** By upper bound, see lib/response-times.ts. */
  times: Map<number, number>;
}

/** What is known of one answered request; nothing else of it is ever looked at. */
export interface AnsweredRequest {
  host: string;
  status: number;
  ms: number;
}

/** Streams that were open for longer say nothing about how fast an application answers. */
const longestAnswerMs = 60_000;
const switchingProtocols = 101;

/** Counts requests by project. Names that no project has are not counted, so nobody can make it grow. */
export class RequestCounter {
  #projects = new Map<string, number>();
  #counts = new Map<number, RequestCounts>();

  setProjects(projects: readonly { id: number; domains: readonly string[] }[]): void {
    this.#projects = new Map(
      projects.flatMap(({ id, domains }) => domains.map((name) => [name.toLowerCase(), id])),
    );
  }

  add({ host, status, ms }: AnsweredRequest): void {
    const project = this.#projectOf(host.toLowerCase().replace(/:\d+$/, ''));
    if (project === undefined) return;
    const counts = this.#counts.get(project) ?? { count: 0, errors: 0, times: new Map() };
    this.#counts.set(project, counts);
    counts.count += 1;
    if (status >= 500) counts.errors += 1;
    if (status === switchingProtocols || ms > longestAnswerMs) return;
    const bound = boundOf(ms);
    counts.times.set(bound, (counts.times.get(bound) ?? 0) + 1);
  }

  /** What came since the last time, by project. */
  take(): Map<number, RequestCounts> {
    const taken = this.#counts;
    this.#counts = new Map();
    return taken;
  }

  #projectOf(host: string): number | undefined {
    return this.#projects.get(host) ?? this.#projects.get(host.replace(/^[^.]*/, '*'));
  }
}

/** Reads a line of Caddy's access log; undefined for what is none. */
export function readAccessLine(line: string): AnsweredRequest | undefined {
  try {
    const { request, status, duration } = JSON.parse(line) as Partial<AccessLine>;
    if (typeof request?.host !== 'string' || typeof status !== 'number') return undefined;
    if (typeof duration !== 'number') return undefined;
    return { host: request.host, status, ms: duration * 1_000 };
  } catch {
    return undefined;
  }
}

interface AccessLine {
  request: { host?: unknown };
  status: unknown;
  duration: unknown;
}
