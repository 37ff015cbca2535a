import type { Command } from 'commander';
import type { JoinToken } from '../../lib/api/openapi.ts';
import { formatDuration } from '../../lib/terminal-text.ts';
import { defineAction, wholeNumber } from '../command-line.ts';
import type { Io } from '../io.ts';

export function nodesTokenCommand(parent: Command, io: Io): void {
  const command = parent
    .command('token')
    .summary('make the line that turns a machine into a node')
    .description(
      'Makes a one-time token. Paste the printed line on the machine that is to become a node, as root.',
    )
    .argument('<name>', 'name of the node: lower-case letters, digits and -')
    .option('--ttl <minutes>', 'how long the token can be used', wholeNumber(1), 60);
  defineAction<{ ttl: number }>(command, io, {
    examples: [
      'nodes token oslo',
      'nodes token oslo --json | jq -r .installCommand | ssh root@oslo sh',
    ],
    async run({ json, central }, [nodeName = ''], { ttl }) {
      const answer = await (await central()).post('/api/v1/nodes/join-tokens', {
        body: { nodeName, ttlMinutes: ttl },
      });
      if (json) io.json(answer);
      else printToken(io, answer);
      return undefined;
    },
  });
}

function printToken(io: Io, { nodeName, expiresAt, installCommand, rejoins }: JoinToken): void {
  const { bold, dim, yellow } = io.colors;
  io.print(`Paste this line on the machine that becomes ${bold(nodeName)}, as root:`);
  io.print();
  io.print(`  ${installCommand}`);
  io.print();
  const left = formatDuration(Math.round((Date.parse(expiresAt) - Date.now()) / 60_000) * 60_000);
  io.print(
    dim(
      `It can be used once, within ${left}. "vpspilot nodes" shows the machine when it has joined.`,
    ),
  );
  if (rejoins)
    io.print(
      yellow(
        `A node ${nodeName} exists: the machine takes its place, and its present identity ends.`,
      ),
    );
}
