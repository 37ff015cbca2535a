import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../lib/user-error.ts';
import { startedIn } from '../run-script.ts';

export interface DemoOptions {
  once: boolean;
  json: boolean;
  reset: boolean;
  onTestHost: boolean;
  /** Absolute; undefined: the usual one. */
  folder: string | undefined;
  appPort: number | undefined;
  serviceManager: 'auto' | 'systemd' | 'process';
  toolchains: 'auto' | 'nixpkgs' | 'offline';
}

export const demoHelp = `Usage: vpspilot demo [options]

Starts central, an agent and Caddy on this machine and deploys an example application by a push
webhook. Everything is kept in data/demo; Ctrl-C stops all of it.

  --once                play the whole story without a person, end with 0 or 1
  --json                with --once: the last line is one JSON object of figures
  --port PORT           where the application answers (default: the first free one from 8080)
  --service-manager M   auto, systemd or process (default: process where systemd does not run)
  --toolchains T        auto, nixpkgs or offline
  --folder FOLDER       keep everything there instead of in data/demo
  --on-test-host        the agent runs in a real systemd host (root)
  --reset               forget what the demo has kept, then start`;

/** Undefined: help was asked for. Error: usage */
export function demoOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parse(args);
  if (values.help === true) return undefined;
  return {
    once: values.once === true,
    json: values.json === true,
    reset: values.reset === true,
    onTestHost: values['on-test-host'] === true,
    folder: values.folder === undefined ? undefined : resolve(startedIn, values.folder),
    appPort: values.port === undefined ? undefined : portOf(values.port),
    serviceManager: oneOf('--service-manager', values['service-manager'] ?? 'auto', [
      'auto',
      'systemd',
      'process',
    ]),
    toolchains: oneOf('--toolchains', values.toolchains ?? 'auto', ['auto', 'nixpkgs', 'offline']),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean' },
        json: { type: 'boolean' },
        reset: { type: 'boolean' },
        port: { type: 'string' },
        'service-manager': { type: 'string' },
        toolchains: { type: 'string' },
        'on-test-host': { type: 'boolean' },
        folder: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw usage(cause instanceof Error ? cause.message : String(cause));
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw usage(`--port must be a number from 1 to 65535, not '${text}'`);
}

function oneOf<const Choice extends string>(
  option: string,
  value: string,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw usage(`${option} must be one of ${choices.join(', ')}, not '${value}'`);
}

function usage(message: string): UserError {
  return new UserError('usage', message, { hint: 'See vpspilot demo --help' });
}
