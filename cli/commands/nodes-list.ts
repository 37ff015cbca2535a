import type { Command } from 'commander';
import type { Node } from '../../lib/api/openapi.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { ageText } from '../output/deployment-text.ts';
import { printTable } from '../output/table.ts';

export function nodesListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list the nodes')
    .description('Lists the machines that run applications, and whether their agent is connected.');
  defineAction(command, io, {
    examples: ['nodes', "nodes list --json | jq -r '.items[] | select(.connected | not).name'"],
    async run({ json, central }) {
      const nodes = await (await central()).get('/api/v1/nodes');
      if (json) io.json(nodes);
      else if (nodes.items.length === 0)
        io.print('No nodes yet. Add one: vpspilot nodes token <name>');
      else printNodes(io, nodes.items);
      return undefined;
    },
  });
}

function printNodes(io: Io, items: readonly Node[]): void {
  const { bold, green, red } = io.colors;
  const rows = items.map((node) => [
    { text: node.name, paint: bold },
    node.connected ? { text: '● connected', paint: green } : { text: '✗ offline', paint: red },
    ageText(node.lastSeenAt),
    node.hostname,
    node.system,
    node.nixVersion,
    node.serviceManager,
    node.agentVersion,
  ]);
  printTable(io, ['NODE', 'STATE', 'SEEN', 'HOST', 'SYSTEM', 'NIX', 'SERVICES', 'AGENT'], rows);
}
