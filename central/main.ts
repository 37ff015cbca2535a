import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { UserError } from '../lib/user-error.ts';

// A fifth less memory for a program that mostly waits. It has to be said before anything large is
// loaded: that is why all large parts are imported where they are used.
setFlagsFromString('--optimize-for-size');

/** A stop that takes longer is an end: whoever stops us waits no longer either. */
const stopTimeoutMs = 5_000;

/** By then what the start has begun in the background is over. */
const collectAfterMs = 1_000;

async function main([command, ...rest]: readonly string[]): Promise<void> {
  if (command === undefined) return serve();
  if (command === 'first-token') {
    const { createContext } = await import('./context.ts');
    const { printFirstToken } = await import('./install/first-token.ts');
    return printFirstToken(await createContext(await settings()));
  }
  if (command === 'rotate-key') {
    const { rotateKey, rotateKeyUsage } = await import('./install/rotate-key.ts');
    const say = (text: string) => void process.stdout.write(`${text}\n`);
    const [word] = rest;
    if (word === undefined) return rotateKey(await settings(), say);
    if (word === '--help' || word === '-h') return say(rotateKeyUsage.trimEnd());
    throw new UserError('usage', `rotate-key takes no '${word}'`, { hint: rotateKeyUsage });
  }
  if (command === 'backup' || command === 'restore') {
    const { runBackupCommand } = await import('./install/backup-command.ts');
    const say = (text: string) => void process.stdout.write(`${text}\n`);
    return runBackupCommand(command, rest, settings, say);
  }
  if (command === 'setup-link' || command === 'reset-password') {
    const { runAccountLinks } = await import('./install/account-links.ts');
    const say = (text: string) => void process.stdout.write(`${text}\n`);
    return runAccountLinks([command, ...rest], settings, say);
  }
  const { runInstallCommand } = await import('./install/command.ts');
  return runInstallCommand([command, ...rest]);
}

async function settings() {
  const { loadSettings } = await import('./config/load-settings.ts');
  return loadSettings(process.env);
}

async function serve(): Promise<void> {
  const { startCentral } = await import('./start-central.ts');
  const { gatewayAddress } = await import('./nodes/gateway-address.ts');
  const central = await startCentral(await settings());
  const { http } = central.context.addresses;
  const grpc = gatewayAddress(central.context);
  const { VPSPILOT_READY_JSON } = process.env;
  const ready = JSON.stringify({ ready: true, http, grpc });
  const line =
    VPSPILOT_READY_JSON === '1' ? ready : `vpspilot central is ready: ${http} (agents: ${grpc})`;
  process.stdout.write(`${line}\n`);
  setTimeout(collectGarbage, collectAfterMs).unref();
  const stop = once(async (signal: NodeJS.Signals) => {
    central.context.log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), stopTimeoutMs).unref();
    await central.stop();
    process.exit(0);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** A process that mostly waits would keep what the start has left behind, up to 40 MB, for hours. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect({ type: 'major', flavor: 'last-resort' });
}

function once<T>(action: (argument: T) => Promise<void>): (argument: T) => void {
  let done = false;
  return (argument) => {
    if (done) return;
    done = true;
    action(argument).catch(fail);
  };
}

function fail(error: unknown): void {
  if (error instanceof UserError) {
    const hint = error.hint === undefined ? '' : `\n  ${error.hint}`;
    process.stderr.write(`vpspilot central: ${error.message}${hint}\n`);
  } else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`vpspilot central: ${text}\n`);
  }
  process.exit(1);
}

main(process.argv.slice(2)).catch(fail);
