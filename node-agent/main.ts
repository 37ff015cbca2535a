/** The agent of a node: `vpspilot agent …`, and the entry point of the bundle. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { UserError } from '../lib/user-error.ts';
import { type AgentSettings, parseSettings } from './settings.ts';

type Subcommand = (settings: AgentSettings, options: Options) => Promise<void>;

interface Options {
  token?: string | undefined;
  central?: string | undefined;
  json?: boolean | undefined;
  purge?: boolean | undefined;
  yes?: boolean | undefined;
}

/** Each is loaded when it is called. */
const subcommands: Readonly<Record<string, () => Promise<Subcommand>>> = {
  join: async () => (await import('./subcommands/join.ts')).joinNode,
  install: async () => (await import('./subcommands/install.ts')).installNode,
  leave: async () => (await import('./subcommands/leave.ts')).leaveCentral,
  run: async () => {
    const { runAgent } = await import('./subcommands/run.ts');
    return (settings) => runAgent(settings, process.env);
  },
  status: async () => (await import('./subcommands/status.ts')).showStatus,
};

const usage = `Usage: vpspilot agent <subcommand>

  join --token TOKEN [--central HOST:PORT]   make this machine a node
  run                                        run the agent in the foreground
  install [--token TOKEN]                    run the agent as a systemd service; again: bring it up to date
  leave [--yes] [--purge]                    take away everything that vpspilot brought here, applications and
                                             their data included; --purge: packages it installed too
  status [--json]                            what this node is and whether it is connected

Settings: the JSON file named by VPSPILOT_AGENT_CONFIG (default ${defaultConfigFile()}),
each overridden by its VPSPILOT_AGENT_* variable.
`;

function defaultConfigFile(): string {
  return '/etc/vpspilot/agent.json';
}

/** @throws UserError `settings_invalid` */
async function loadSettings(): Promise<AgentSettings> {
  const named = process.env['VPSPILOT_AGENT_CONFIG'];
  const name = named ?? defaultConfigFile();
  const text = await readFile(name, 'utf8').catch((cause: unknown) => {
    if (named === undefined && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(
      'settings_invalid',
      `VPSPILOT_AGENT_CONFIG names ${name}, which cannot be read`,
      {
        cause,
      },
    );
  });
  return parseSettings(text === undefined ? undefined : { text, name }, process.env);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      token: { type: 'string' },
      central: { type: 'string' },
      json: { type: 'boolean' },
      purge: { type: 'boolean' },
      yes: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const load = subcommands[positionals[0] ?? ''];
  if (values.help === true || load === undefined) {
    process.stdout.write(usage);
    process.exitCode = values.help === true ? 0 : 64;
    return;
  }
  const subcommand = await load();
  await subcommand(await loadSettings(), values);
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  if (!(error instanceof UserError)) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return;
  }
  process.stderr.write(`${error.message}\n`);
  if (error.hint !== undefined) process.stderr.write(`  ${error.hint}\n`);
});
