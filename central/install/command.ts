import { parseArgs } from 'node:util';
import { UserError } from '../../lib/user-error.ts';
import { installCentral } from './install.ts';
import { uninstallCentral } from './uninstall.ts';

const usage = `Usage: vpspilot central install [--public-url URL] [--http-host ADDRESS] [--http-port PORT] [--grpc-port PORT]
       vpspilot central uninstall [--purge]
       vpspilot central rotate-key
       vpspilot central backup FOLDER [--no-keys]
       vpspilot central restore FOLDER
       vpspilot central setup-link
       vpspilot central reset-password EMAIL

install    runs central as a systemd service, from a copy of this version; again: upgrades it
  --public-url   address under which browsers, GitHub and nodes reach central
  --http-host    address to listen on (default: every address)
  --http-port    default: 8000
  --grpc-port    where agents connect; default: 50051
  These are for the first installation; later ones keep /etc/vpspilot/central.json as it is.
uninstall  removes the service; --purge removes its database, keys and settings too
rotate-key makes a new master key and seals everything with it; --help says how
backup     copies what central cannot make again into a new folder; --help says how to use it
restore    puts such a folder back
setup-link prints a new link that makes the first owner
reset-password prints a link with which a member sets a new password; --help says how
`;

/** `vpspilot central install` and `uninstall`. @throws UserError with what stands in the way. */
export async function runInstallCommand(args: readonly string[]): Promise<void> {
  const { command, values } = parse(args);
  if (values.help === true) return say(usage.trimEnd());
  if (command !== 'install' && command !== 'uninstall') {
    throw new UserError('usage', `There is no command '${command}' of vpspilot central`, {
      hint: usage,
    });
  }
  if (command === 'uninstall') return uninstallCentral({ purge: values.purge === true }, say);
  await installCentral({ settings: settingsFrom(values), say });
}

type Values = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        purge: { type: 'boolean' },
        'public-url': { type: 'string' },
        'http-host': { type: 'string' },
        'http-port': { type: 'string' },
        'grpc-port': { type: 'string' },
      },
    });
    return { command: positionals[0], values };
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('usage', said, { cause, hint: usage });
  }
}

function settingsFrom(values: Values): Record<string, unknown> {
  const publicUrl = values['public-url'];
  return {
    httpHost: values['http-host'] ?? '0.0.0.0',
    ...(values['http-port'] === undefined ? {} : { httpPort: Number(values['http-port']) }),
    ...(values['grpc-port'] === undefined ? {} : { grpcPort: Number(values['grpc-port']) }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
