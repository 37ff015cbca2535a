import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { serverNamed } from '../servers.ts';
import { readServers, writeServers } from '../settings.ts';

export function serversRemoveCommand(parent: Command, io: Io): void {
  const command = parent
    .command('remove')
    .summary('forget a server and its token')
    .description(
      'Forgets a kept server here. Its token goes on working: "vpspilot tokens revoke" ends it.',
    )
    .argument('<name>', 'name of the server, as the list shows it');
  defineAction(command, io, {
    examples: ['servers remove staging'],
    async run({ json }, [name = '']) {
      const all = await readServers(io.env);
      const { server } = serverNamed(all, name);
      const servers = { ...all.servers };
      delete servers[name];
      const current = all.current === name ? Object.keys(servers)[0] : all.current;
      await writeServers(io.env, { current, servers });
      if (json) io.json({ name, server, removed: true });
      else io.print(`${io.colors.green('✓')} ${name} is forgotten`);
      return undefined;
    },
  });
}
