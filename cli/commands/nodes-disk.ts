import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { formatBytes } from '../output/bytes.ts';
import { printTable } from '../output/table.ts';

export function nodesDiskCommand(parent: Command, io: Io): void {
  const command = parent
    .command('disk')
    .summary('show what fills the disk of a node')
    .description('Asks a node what it keeps of each project, and what cleaning would free.')
    .argument('<node>', 'name of the node');
  defineAction(command, io, {
    examples: ['nodes disk oslo'],
    async run({ json, central }, [node = '']) {
      const disk = await (await central()).get('/api/v1/nodes/{node}/disk', {
        params: { path: { node } },
      });
      if (json) io.json(disk);
      else {
        const rows = disk.projects.map(({ project, releases, logsBytes, sharedBytes }) => [
          { text: project, paint: io.colors.bold },
          String(releases.length),
          formatBytes(releases.reduce((sum, { bytes }) => sum + bytes, 0)),
          formatBytes(sharedBytes),
          formatBytes(logsBytes),
        ]);
        printTable(io, ['PROJECT', 'RELEASES', 'BUILT', 'FILES', 'LOGS'], rows);
        io.print(`Store ${formatBytes(disk.storeBytes)}, caches ${formatBytes(disk.cacheBytes)}`);
        io.print(`"vpspilot nodes clean ${node}" frees ${formatBytes(disk.freeableBytes)}`);
      }
      return undefined;
    },
  });
}
