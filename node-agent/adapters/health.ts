import { access } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../lib/user-error.ts';
import { explanationOf } from '../domain/failures/explain.ts';
import type { Health, Release, Step } from '../ports.ts';

/**
 * Between two probes passes a twentieth of the time that has passed already: an application is
 * found healthy at most that much later than it is, and a slow one is not asked all the time.
 */
const delayShare = 0.05;
const delayMinMs = 8;
const delayMaxMs = 1_000;
/** How much of a bad answer is shown. */
const shownCharacters = 200;

/** Asks a release itself, past the router, whether it is well. */
export function createHealth(): Health {
  return { untilHealthy, probe };
}

async function untilHealthy(release: Release, ended: Promise<unknown>, step: Step): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([step.signal, stop.signal]);
  const hasEnded = ended.then((end) => {
    throw endedEarly(release, end);
  });
  try {
    await Promise.race([probeUntilGood(release, signal, step), hasEnded]);
  } finally {
    stop.abort();
    // The process ends one day; nobody listens to that here any more.
    hasEnded.catch(() => undefined);
  }
}

async function probeUntilGood(release: Release, signal: AbortSignal, step: Step): Promise<void> {
  const { start_period: startPeriod, url } = release.config.healthcheck;
  const startedMs = performance.now();
  let probes = 0;
  for (;;) {
    signal.throwIfAborted();
    probes += 1;
    const problem = await probe(release, signal);
    const elapsedMs = performance.now() - startedMs;
    if (problem === undefined) {
      step.note(release.port === 0 ? 'index.html is there' : `${url} healthy at probe ${probes}`);
      return;
    }
    signal.throwIfAborted();
    const delayMs = Math.min(delayMaxMs, Math.max(delayMinMs, elapsedMs * delayShare));
    if (elapsedMs + delayMs > startPeriod * 1_000) throw neverHealthy(release, problem, probes);
    await sleep(delayMs, undefined, { signal });
  }
}

async function probe(release: Release, signal: AbortSignal): Promise<string | undefined> {
  return release.port === 0 ? probeFiles(release) : probeHttp(release, signal);
}

async function probeFiles(release: Release): Promise<string | undefined> {
  const page = join(release.storePath, 'public', 'index.html');
  return access(page).then(
    () => undefined,
    () => `there is no index.html in ${join(release.storePath, 'public')}`,
  );
}

/** Never throws: whatever goes wrong is the answer. */
async function probeHttp(release: Release, signal: AbortSignal): Promise<string | undefined> {
  const { url, timeout, expect } = release.config.healthcheck;
  const deadline = AbortSignal.timeout(timeout * 1_000);
  const asked = request({
    host: '127.0.0.1',
    port: release.port,
    path: url,
    // Frameworks refuse host names they were not told of; the project's own is the best guess.
    headers: { host: release.project.domains[0] ?? '127.0.0.1', 'user-agent': 'vpspilot-health' },
    agent: false,
    signal: AbortSignal.any([signal, deadline]),
  });
  try {
    const answer = await answerOf(asked);
    const status = answer.statusCode ?? 0;
    if (isGood(status, expect)) return undefined;
    return `GET ${url} answered ${status}: ${await beginning(answer)}`;
  } catch (error) {
    if (deadline.aborted) return `GET ${url} did not answer within ${timeout} s`;
    return connectionProblem(release, error);
  } finally {
    asked.destroy();
  }
}

/** Without a health check of its own, an application that answers at all is well: its `/` may be a 404. */
function isGood(status: number, expect: 'success' | 'answer'): boolean {
  return status >= 200 && status < (expect === 'success' ? 400 : 500);
}

function answerOf(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    // Stays after the answer: a connection that breaks later must not end the agent.
    asked.on('error', reject);
    asked.end();
  });
}

async function beginning(answer: IncomingMessage): Promise<string> {
  let text = '';
  answer.setEncoding('utf8');
  for await (const chunk of answer) {
    text += String(chunk);
    if (text.length >= shownCharacters) break;
  }
  return text.slice(0, shownCharacters).replace(/\s+/g, ' ').trim() || 'an empty body';
}

function connectionProblem(release: Release, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  if (code !== 'ECONNREFUSED') return `GET ${release.config.healthcheck.url} failed: ${code}`;
  return `nothing listens on $PORT=${release.port}; does the app read PORT? (ECONNREFUSED)`;
}

function neverHealthy(release: Release, problem: string, probes: number): UserError {
  const { start_period: startPeriod, url } = release.config.healthcheck;
  const neverOpened = problem.includes('ECONNREFUSED');
  return new UserError(
    neverOpened ? 'port_not_opened' : 'health_check_failed',
    `Not healthy after ${startPeriod} s and ${probes} probes: ${problem}`,
    {
      hint: neverOpened
        ? 'Let the app listen on the port given in the environment variable PORT'
        : `${url} must answer with a status from 200 to ${release.config.healthcheck.expect === 'success' ? 399 : 499} (healthcheck.url, healthcheck.start_period)`,
    },
  );
}

function endedEarly(release: Release, end: unknown): UserError {
  const { reason, lastLines } = {
    reason: 'it ended',
    lastLines: [] as string[],
    ...(end as object),
  };
  const said = lastLines.length === 0 ? '' : `. It said:\n${lastLines.slice(-10).join('\n')}`;
  const cause = explanationOf({ stage: 'start', said: [...lastLines, reason] });
  return new UserError(
    cause?.code ?? 'health_check_failed',
    `${release.project.slug} did not stay up: ${reason}${said}`,
    { hint: cause?.hint ?? 'vpspilot logs shows all it wrote' },
  );
}
