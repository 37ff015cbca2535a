import type { Command } from 'commander';
import { safeLine } from '../../lib/terminal-text.ts';
import { UserError } from '../../lib/user-error.ts';
import type { Central } from '../api/client.ts';
import { defineAction, wholeNumber } from '../command-line.ts';
import { chooseProject, findDeployment, projectPath } from '../find.ts';
import type { Io } from '../io.ts';
import { timeOf } from '../parse-time.ts';

interface Options {
  follow?: boolean;
  lines: number;
  deployment?: number;
  search?: string;
  since?: string;
  until?: string;
}

export function logsCommand(parent: Command, io: Io): void {
  const command = parent
    .command('logs')
    .summary('show what an application writes')
    .description(
      'Shows the log of the running application, or with --deployment the output of a deployment.',
    )
    .argument('[project]', 'name of the project (default: the only one, or VPSPILOT_PROJECT)')
    .option('-f, --follow', 'go on as lines come, until Ctrl-C')
    .option('-n, --lines <count>', 'how many past lines', wholeNumber(0), 100)
    .option('-s, --search <text>', 'only lines with this text')
    .option('--since <time>', 'not before, as in 30m, 2h or 2026-05-01T10:00')
    .option('--until <time>', 'before')
    .option('-d, --deployment <number>', 'output of this deployment instead', wholeNumber(1));
  defineAction<Options>(command, io, {
    examples: [
      'logs shop --follow',
      'logs shop --since 2h --search ERROR',
      'logs shop --deployment 7',
    ],
    async run({ json, central }, [given], options) {
      const { follow = false, deployment } = options;
      const api = await central();
      const project = await chooseProject(io, api, given);
      const path =
        deployment === undefined
          ? `${projectPath(project)}/logs?${appLogQuery(options)}`
          : `/api/v1/deployments/${(await findDeployment(api, project, deployment)).id}/events`;
      await printLines(io, api, path, { json, isDeployment: deployment !== undefined, follow });
      return undefined;
    },
  });
}

function appLogQuery({ lines, follow = false, search, since, until }: Options): URLSearchParams {
  return new URLSearchParams({
    ...{ lines: String(lines), follow: String(follow) },
    ...(search === undefined ? {} : { q: search }),
    ...(since === undefined ? {} : { from: timeOf(since) }),
    ...(until === undefined ? {} : { to: timeOf(until) }),
  });
}

interface PrintOptions {
  json: boolean;
  isDeployment: boolean;
  follow: boolean;
}

async function printLines(
  io: Io,
  api: Central,
  path: string,
  options: PrintOptions,
): Promise<void> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt);
  // Without --follow a deployment that still runs is shown as far as it is.
  const { signal } = stop;
  const events = api.events(path, { signal, resume: options.isDeployment && options.follow });
  try {
    for await (const { event, data } of events) {
      if (event === 'error') throw streamError(data);
      if (event === 'output') await printLine(io, data, options);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function streamError({ code, message, hint }: Record<string, unknown>): UserError {
  const options = typeof hint === 'string' ? { hint } : {};
  return new UserError(
    String(code ?? 'log_broke_off'),
    String(message ?? 'The log broke off'),
    options,
  );
}

async function printLine(
  io: Io,
  data: Record<string, unknown>,
  options: PrintOptions,
): Promise<void> {
  const { text, step } = data;
  const line = options.json
    ? JSON.stringify(data)
    : shown(io, String(text), options.isDeployment ? String(step) : '');
  // Waits when the reader is slower than the log.
  if (io.stdout.write(`${line}\n`)) return;
  await new Promise((resolve) => io.stdout.once('drain', resolve));
}

/** In a pipe lines stay as they are; a terminal gets none that could harm it. */
function shown(io: Io, text: string, step: string): string {
  const line = io.stdout.isTTY ? safeLine(text) : text;
  return step === '' ? line : `${io.colors.dim(step.padEnd(12))} ${line}`;
}
