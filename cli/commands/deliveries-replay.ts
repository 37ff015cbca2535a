import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { deliveryId } from './delivery-arguments.ts';

export function deliveriesReplayCommand(parent: Command, io: Io): void {
  const command = parent
    .command('replay')
    .summary('have a delivery decided once more')
    .description(
      "Puts a delivery into the inbox once more; the project's present settings decide. One that was refused cannot be replayed: nobody has signed it.",
    )
    .argument('<id>', 'id of the delivery, as the list shows it');
  defineAction(command, io, {
    examples: ['deliveries replay 12'],
    async run({ json, central }, [id]) {
      const answer = await (await central()).post('/api/v1/deliveries/{delivery}/replay', {
        params: { path: { delivery: deliveryId(id) } },
      });
      if (json) io.json(answer);
      else {
        io.print(`${io.colors.green('✓')} Delivered once more, as ${answer.delivery}`);
        io.print(`  What becomes of it: vpspilot deliveries show ${answer.delivery}`);
      }
      return undefined;
    },
  });
}
