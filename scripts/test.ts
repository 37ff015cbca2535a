/** `vpspilot test [checks|unit|platform|browser|hosts …]`: checks, then the rings of tests, then one line that counts. */
import { parseArgs } from 'node:util';
import { UserError } from '../lib/user-error.ts';
import { runChecks } from './checks/run-checks.ts';
import { type RingName, ringNames } from './rings/ring.ts';
import { runRings } from './rings/run-rings.ts';
import { printSummary } from './rings/summary.ts';
import { runScript } from './run-script.ts';

const help = `Usage: vpspilot test [checks] [unit] [platform] [browser] [hosts] [--json]

  checks    types, lint, format, dead code, architecture, contract
  unit      rules and parts, in milliseconds
  platform  real central and agent with real Nix and Caddy on this machine
  browser   the dashboard in Chromium, with real central and agent
  hosts     real systemd hosts (needs root)

Without a name all of them run, in this order. --json prints the counts as one object before the last line.`;

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    console.log(help);
    return 0;
  }
  const wanted = chosen(positionals);
  const failedChecks = wanted.includes('checks') ? await runChecks() : [];
  const rings = await runRings(ringNames.filter((ring) => wanted.includes(ring)));
  return printSummary({ failedChecks, rings, json: values.json === true });
});

function chosen(names: readonly string[]): readonly ('checks' | RingName)[] {
  const known = ['checks', ...ringNames] as const;
  for (const name of names) {
    if (known.some((each) => each === name)) continue;
    throw new UserError('unknown_ring', `There is no ring '${name}'`, {
      hint: `Choose among ${known.join(', ')}`,
    });
  }
  return names.length === 0 ? known : known.filter((each) => names.includes(each));
}
