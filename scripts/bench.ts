/** `vpspilot bench push-to-live|webhook-answer|footprint|builds|dashboard|first-load [--json]`: what the README says, measured on this machine. */
import { parseArgs } from 'node:util';
import { measureBuilds } from '../bench/builds.ts';
import { measureDashboard } from '../bench/dashboard.ts';
import { measureFirstLoad } from '../bench/first-load.ts';
import { measureFootprint } from '../bench/footprint.ts';
import { measurePushToLive } from '../bench/push-to-live.ts';
import { measureWebhookAnswer } from '../bench/webhook-answer.ts';
import { UserError } from '../lib/user-error.ts';
import { runScript } from './run-script.ts';
import {
  browserPrograms,
  demoPrograms,
  ensurePrograms,
  hostPrograms,
} from './setup/system-packages.ts';

const help = `Usage: vpspilot bench push-to-live [--deploys N] [--json]
       vpspilot bench webhook-answer [--json]
       vpspilot bench footprint [--seconds N] [--json]
       vpspilot bench builds [APPLICATION …] [--runs N] [--json]
       vpspilot bench dashboard [--size small|full] [--json]
       vpspilot bench first-load [--runs N] [--json]

  push-to-live   from the webhook to the first answer of the new version, and what it is made of
  webhook-answer how long GitHub waits for an answer, also while a build writes 100,000 lines
  footprint      memory of agent and central when nothing happens (root: boots a test host)
  builds         real applications: cold, changed source, unchanged, changed lock, beside their own commands
  dashboard      lists and searches while the database grows to 100,000 deployments and 5 million log lines
  first-load     what a browser fetches for the dashboard, and how long until it answers

--json: the last line is one object of figures.`;

const morePrograms: Readonly<Record<string, typeof hostPrograms>> = {
  footprint: hostPrograms,
  'first-load': browserPrograms,
};

await runScript(async (signal) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      deploys: { type: 'string', default: '20' },
      runs: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '60' },
      size: { type: 'string', default: 'full' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    console.log(help);
    return 0;
  }
  // Central alone needs nothing but Node.
  const programs = positionals[0] === 'dashboard' ? [] : demoPrograms;
  await ensurePrograms([...programs, ...(morePrograms[positionals[0] ?? ''] ?? [])]);
  const figures = await measure(positionals, values, signal);
  if (values.json === true) console.log(JSON.stringify(figures));
  return 0;
});

function measure(
  [what, ...only]: readonly string[],
  { deploys, seconds, runs, size }: Record<'deploys' | 'seconds' | 'runs' | 'size', string>,
  signal: AbortSignal,
): Promise<object> {
  if (what === 'push-to-live') return measurePushToLive(Number(deploys), signal);
  if (what === 'webhook-answer') return measureWebhookAnswer(signal);
  if (what === 'footprint') return measureFootprint(Number(seconds), signal);
  if (what === 'builds') return measureBuilds(signal, { runs: Number(runs), only });
  if (what === 'dashboard') return measureDashboard(size, signal);
  if (what === 'first-load') return measureFirstLoad(Number(runs));
  throw new UserError('usage', `There is no benchmark '${what ?? ''}'`, { hint: help });
}
