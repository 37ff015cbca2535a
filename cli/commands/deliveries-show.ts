import type { Command } from 'commander';
import type { Delivery, Deployment } from '../../lib/api/openapi.ts';
import type { Central } from '../api/client.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { outcomeText, whyText } from '../output/delivery-text.ts';
import { ageText, stateText } from '../output/deployment-text.ts';
import { printFacts } from '../output/table.ts';
import { deliveryId } from './delivery-arguments.ts';

export function deliveriesShowCommand(parent: Command, io: Io): void {
  const command = parent
    .command('show')
    .summary('show one delivery')
    .description('Shows what became of a delivery and why. --payload prints what was sent.')
    .argument('<id>', 'id of the delivery, as the list shows it')
    .option('--payload', 'print only the payload, as it came');
  defineAction<{ payload?: boolean }>(command, io, {
    examples: ['deliveries show 12', 'deliveries show 12 --payload | jq .head_commit'],
    async run({ json, central }, [id], { payload = false }) {
      const api = await central();
      const delivery = await api.get('/api/v1/deliveries/{delivery}', {
        params: { path: { delivery: deliveryId(id) } },
      });
      if (json) io.json(delivery);
      else if (payload) io.print(delivery.payload);
      else await printDelivery(io, api, delivery);
      return undefined;
    },
  });
}

async function printDelivery(io: Io, api: Central, delivery: Delivery): Promise<void> {
  const { bold, dim } = io.colors;
  const { id, project, event, deliveryId: given, deploymentId, receivedAt } = delivery;
  const { text, paint } = outcomeText(delivery.outcome, io.colors);
  const why = whyText(delivery);
  io.print(`${bold(`Delivery ${id}`)}  ${paint(text)}`);
  const deployment =
    deploymentId === null
      ? undefined
      : await api.get('/api/v1/deployments/{deployment}', {
          params: { path: { deployment: deploymentId } },
        });
  printFacts(io, [
    ...(why === '' ? [] : [['Why', why] as const]),
    ...(deployment === undefined ? [] : [['Deployment', deploymentText(io, deployment)] as const]),
    ['Project', project ?? dim('none')],
    ['Event', event || dim('not named')],
    ['Received', `${ageText(receivedAt)} ${dim(receivedAt)}`],
    ['At GitHub', given ?? dim('without an id')],
  ]);
}

function deploymentText(io: Io, { number, state, project }: Deployment): string {
  const { text, paint } = stateText(state, io.colors);
  const hint = io.colors.dim(`vpspilot deployments show ${project} ${number}`);
  return `${number} ${paint(text)}  ${hint}`;
}
