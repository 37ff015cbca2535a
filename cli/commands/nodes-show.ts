import type { Command } from 'commander';
import type { Node } from '../../lib/api/openapi.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { formatBytes } from '../output/bytes.ts';
import { ageText } from '../output/deployment-text.ts';
import { printFacts } from '../output/table.ts';

export function nodesShowCommand(parent: Command, io: Io): void {
  const command = parent
    .command('show')
    .summary('show one node')
    .description('Shows how a machine is: load, memory, disk, versions, what runs on it.')
    .argument('<node>', 'name of the node');
  defineAction(command, io, {
    examples: ['nodes show oslo'],
    async run({ json, central }, [node = '']) {
      const found = await (await central()).get('/api/v1/nodes/{node}', {
        params: { path: { node } },
      });
      if (json) io.json(found);
      else printFacts(io, factsOf(found));
      return undefined;
    },
  });
}

function factsOf(node: Node): [string, string][] {
  const { load, memory, disk, certificate } = node;
  const room = (space: { totalBytes: number; availableBytes: number } | null) =>
    space === null
      ? ''
      : `${formatBytes(space.availableBytes)} free of ${formatBytes(space.totalBytes)}`;
  const facts: [string, string][] = [
    ['Node', node.name],
    ['State', node.state.replace('_', ' ')],
    ['Seen', ageText(node.lastSeenAt)],
    ['Address', [node.hostname, node.address].filter(Boolean).join(' ')],
    ['Load', load === null ? '' : `${load.one} on ${load.cpus} processors`],
    ['Memory', room(memory)],
    ['Disk', room(disk)],
    ['Agent', `${node.agentVersion}${node.agentOutdated ? ', a newer one is there' : ''}`],
    ['Nix', node.nixVersion],
    ['Caddy', node.caddyVersion],
    ['Certificate', certificate === null ? '' : `until ${certificate.notAfter.slice(0, 10)}`],
    ['Runs', node.releases.map(({ project, release }) => `${project} ${release}`).join(', ')],
    ['Warning', node.warning ?? ''],
  ];
  return facts.filter(([, text]) => text !== '');
}
