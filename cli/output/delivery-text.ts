import type { Delivery } from '../../lib/api/openapi.ts';
import type { Io } from '../io.ts';

/** How an outcome looks. */
export function outcomeText(outcome: Delivery['outcome'], colors: Io['colors']) {
  const looks = {
    received: ['○', colors.dim],
    deployed: ['●', colors.green],
    ignored: ['·', colors.dim],
    refused: ['✗', colors.red],
    failed: ['✗', colors.red],
  } as const satisfies Record<Delivery['outcome'], unknown>;
  const [sign, paint] = looks[outcome] ?? ['?', colors.dim];
  return { text: `${sign} ${outcome}`, paint };
}

/** "other_branch: Pushed to next, deployed is main", "again, of 12". */
export function whyText({ reason, detail, replayOf }: Delivery): string {
  const why = [reason, detail].filter((part) => part !== '').join(': ');
  const again = replayOf === null ? '' : `again, of ${replayOf}`;
  return [again, why].filter((part) => part !== '').join('; ');
}
