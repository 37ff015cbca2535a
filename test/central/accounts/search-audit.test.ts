import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAuditEntries } from '../../../central/accounts/audit-log.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../support/http-central.ts';

let central: HttpCentral;
let projectId: number;

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context);
  projectId = (await addProject(central)).id;
  await central.context.db.auditEntry.deleteMany();
  const entry = (n: number, detail: string) => ({
    ...{ actor: `ada-${n % 2}@example.org`, action: 'secret.set', target: `KEY_${n}`, detail },
    ...{ projectId: n < 5 ? projectId : null, at: new Date(Date.UTC(2026, 0, n + 1)) },
  });
  const details = ['grüße', '100% "done"', "it's", 'OR AND NOT *', 'a_b', 'axb', 'Version 7'];
  await central.context.db.auditEntry.createMany({
    data: details.map((text, n) => entry(n, text)),
  });
});

afterAll(() => central.close());

async function found(q: string, filter: object = {}, page: object = {}): Promise<string[]> {
  const rows = await listAuditEntries(
    central.context,
    { visible: 'all', q, ...filter },
    { before: undefined, limit: 50, ...page },
  );
  return rows.map(({ target }) => target);
}

test.each([
  ['GRÜ', ['KEY_0']],
  ['100%', ['KEY_1']],
  ['"done"', ['KEY_1']],
  ["t's", ['KEY_2']],
  ['AND NOT *', ['KEY_3']],
  ['a_b', ['KEY_4']],
  ['version 7', ['KEY_6']],
  ['nothing', []],
  ['EY_', ['KEY_6', 'KEY_5', 'KEY_4', 'KEY_3', 'KEY_2', 'KEY_1', 'KEY_0']],
])('%j is found as it stands', async (q, targets) => {
  expect(await found(q)).toEqual(targets);
});

test('words and the other conditions count together', async () => {
  expect(await found('KEY', { projectId, actor: 'ada-0@example.org' })).toEqual([
    ...['KEY_4', 'KEY_2', 'KEY_0'],
  ]);
  expect(await found('KEY', { visible: [projectId], action: 'secret' })).toHaveLength(5);
  expect(await found('KEY', { visible: [] })).toEqual([]);
  expect(await found('KEY', { action: 'secre' })).toEqual([]);
  const days = { from: new Date(Date.UTC(2026, 0, 2)), to: new Date(Date.UTC(2026, 0, 4)) };
  expect(await found('KEY', days)).toEqual(['KEY_2', 'KEY_1']);
});

test('pages go on, and what is removed is found no more', async () => {
  expect(await found('KEY', {}, { limit: 2 })).toEqual(['KEY_6', 'KEY_5']);
  const row = await central.context.db.auditEntry.findFirstOrThrow({ where: { target: 'KEY_5' } });
  expect(await found('KEY', {}, { limit: 2, before: row.id })).toEqual(['KEY_4', 'KEY_3']);
  await central.context.db.auditEntry.delete({ where: { id: row.id } });
  expect(await found('KEY_5')).toEqual([]);
});
