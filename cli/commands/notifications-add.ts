import { Argument, type Command } from 'commander';
import type { NewChannel } from '../../lib/api/openapi.ts';
import { defineAction } from '../command-line.ts';
import { given } from '../given.ts';
import type { Io } from '../io.ts';
import { askSecret } from '../output/ask-secret.ts';

export function notificationsAddCommand(parent: Command, io: Io): void {
  const command = parent
    .command('add')
    .summary('tell somebody what happens')
    .description(
      'Adds a channel. The address of a Slack or Discord webhook is a secret: - asks for it, or reads it from stdin.',
    )
    .addArgument(new Argument('<kind>', 'what it is').choices(kinds))
    .argument('<target>', 'address: a URL or an e-mail address; - to be asked')
    .option('--name <name>', 'name of the channel (default: its kind)')
    .option('-p, --project <project>', 'only of this project (default: of all, and of nodes)')
    .option('-e, --event <event...>', 'which events', [...usual]);
  defineAction<Options>(command, io, {
    examples: [
      'notifications add slack - --project shop',
      'notifications add email ops@example.org --event node_offline disk_low',
    ],
    async run({ json, central }, [kind = '', target = ''], options) {
      const channel = kinds.find((one) => one === kind) ?? 'webhook';
      const address = target === '-' ? await askSecret(io, 'Address') : target;
      const made = await (await central()).post('/api/v1/notifications', {
        body: {
          ...{ name: options.name ?? channel, kind: channel },
          target: channel === 'email' ? { to: address } : { url: address },
          events: options.event,
          ...given({ project: options.project }),
        },
      });
      if (json) io.json(made);
      else printMade(io, made);
      return undefined;
    },
  });
}

const kinds = ['slack', 'discord', 'email', 'webhook'] as const;
const usual = ['deployment_failed', 'deployment_recovered', 'node_offline', 'disk_low'] as const;

interface Options {
  name?: string;
  project?: string;
  event: (typeof usual)[number][];
}

function printMade(io: Io, { channel, secret }: NewChannel): void {
  io.print(`${io.colors.green('✓')} Channel ${channel.id} is there`);
  if (secret) io.print(`  Signed with this secret, shown once: ${secret}`);
  io.print(`  Try it: vpspilot notifications test ${channel.id}`);
}
