/** `vpspilot bench push-to-live|webhook-answer|footprint [--json]`: what the README says, measured on this machine. */
import { parseArgs } from 'node:util';
import { measureFootprint } from '../bench/footprint.ts';
import { measurePushToLive } from '../bench/push-to-live.ts';
import { measureWebhookAnswer } from '../bench/webhook-answer.ts';
import { UserError } from '../lib/user-error.ts';
import { runScript } from './run-script.ts';
import { demoPrograms, ensurePrograms, hostPrograms } from './setup/system-packages.ts';

const help = `Usage: vpspilot bench push-to-live [--deploys N] [--json]
       vpspilot bench webhook-answer [--json]
       vpspilot bench footprint [--seconds N] [--json]

  push-to-live   from the webhook to the first answer of the new version, and what it is made of
  webhook-answer how long GitHub waits for an answer, also while a build writes 100,000 lines
  footprint      memory of agent and central when nothing happens (root: boots a test host)

--json: the last line is one object of figures.`;

await runScript(async (signal) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      deploys: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '60' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    console.log(help);
    return 0;
  }
  await ensurePrograms([...demoPrograms, ...(positionals[0] === 'footprint' ? hostPrograms : [])]);
  const figures = await measure(positionals[0], values, signal);
  if (values.json === true) console.log(JSON.stringify(figures));
  return 0;
});

function measure(
  what: string | undefined,
  { deploys, seconds }: { deploys: string; seconds: string },
  signal: AbortSignal,
): Promise<object> {
  if (what === 'push-to-live') return measurePushToLive(Number(deploys), signal);
  if (what === 'webhook-answer') return measureWebhookAnswer(signal);
  if (what === 'footprint') return measureFootprint(Number(seconds), signal);
  throw new UserError('usage', `There is no benchmark '${what ?? ''}'`, { hint: help });
}
