import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { serverNamed } from '../servers.ts';
import { readServers, writeServers } from '../settings.ts';

export function serversUseCommand(parent: Command, io: Io): void {
  const command = parent
    .command('use')
    .summary('choose the server that commands talk to')
    .description('Makes one of the kept servers the current one.')
    .argument('<name>', 'name of the server, as the list shows it');
  defineAction(command, io, {
    examples: ['servers use staging'],
    async run({ json }, [name = '']) {
      const all = await readServers(io.env);
      const { server } = serverNamed(all, name);
      await writeServers(io.env, { ...all, current: name });
      if (json) io.json({ name, server, current: true });
      else io.print(`${io.colors.green('✓')} Commands talk to ${io.colors.bold(name)}, ${server}`);
      return undefined;
    },
  });
}
