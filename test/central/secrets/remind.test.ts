import { afterAll, beforeAll, expect, test } from 'vitest';
import { remindOfSecrets } from '../../../central/secrets/remind.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../support/http-central.ts';
import { testClock } from '../../support/test-central.ts';

const clock = testClock();
let central: HttpCentral;
let projectId: number;

beforeAll(async () => {
  central = await startHttpCentral({ overrides: { clock } });
  await addNode(central.context);
  projectId = (await addProject(central)).id;
  await central.context.db.notificationChannel.create({
    data: {
      ...{ name: 'team', kind: 'slack', target: '', targetMask: '', createdBy: 'test' },
      events: 'secret_reminder',
    },
  });
  await central.call('PATCH', 'projects/shop/secrets', {
    body: {
      set: { TOKEN: 'POISON-value', OTHER: 'x' },
      note: { TOKEN: 'from the bank' },
      remindAt: { TOKEN: inOneHour(), OTHER: null },
    },
  });
});

afterAll(() => central.close());

function inOneHour(): string {
  return new Date(clock.now().getTime() + 3_600_000).toISOString();
}

async function told(): Promise<{ event: string; payload: string }[]> {
  await remindOfSecrets(central.context);
  return central.context.db.outboxMessage.findMany({ where: { event: 'secret_reminder' } });
}

test('a reminder is told when its time has come, once, by name and note', async () => {
  expect(await told()).toEqual([]);
  clock.forward(3_601);
  const [message, ...others] = await told();
  expect(others).toEqual([]);
  expect(message?.payload).toContain('TOKEN');
  expect(message?.payload).toContain('from the bank');
  expect(message?.payload).not.toContain('POISON');
  expect(await told()).toHaveLength(1);
});

test('a new date is told of anew; one of a removed secret is not', async () => {
  const change = (body: object) => central.call('PATCH', 'projects/shop/secrets', { body });
  await change({ remindAt: { TOKEN: inOneHour(), OTHER: inOneHour() } });
  await change({ unset: ['OTHER'] });
  clock.forward(3_601);
  expect(await told()).toHaveLength(2);
  const left = await central.context.db.secretNote.findMany({ where: { projectId } });
  expect(left.map(({ key }) => key)).toEqual(['TOKEN']);
});
