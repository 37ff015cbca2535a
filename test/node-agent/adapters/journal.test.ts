import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal } from '../../../node-agent/adapters/journal.ts';
import { CommandOutcome, CommandSchema } from '../../../proto/gen/vpspilot/agent/v1/agent_pb.ts';

let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'vpspilot-journal-'));
});

afterEach(() => rmSync(state, { recursive: true, force: true }));

const command = (id: string) =>
  create(CommandSchema, { id, command: { case: 'rollBack', value: { toRelease: 4 } } });
const started = (step: string) => ({ case: 'stepStarted', value: { step } }) as const;
const finished = { case: 'finished', value: { outcome: CommandOutcome.SUCCEEDED } } as const;

async function steps(journal: ReturnType<typeof openJournal>, after = 0): Promise<string[]> {
  const events = await journal.read('c1', after, 1_000_000);
  return events.map(({ sequence, event }) =>
    event.case === 'stepStarted' ? `${sequence} ${event.value.step}` : `${sequence} ${event.case}`,
  );
}

test('commands and events are there again after a restart, numbered without gaps', async () => {
  const first = openJournal(state);
  expect(await first.accept(command('c1'))).toBe(true);
  first.append('c1', started('fetch'));
  const second = openJournal(state);
  second.append('c1', started('build'));
  expect(await steps(second)).toEqual(['1 fetch', '2 build']);
  expect(second.open()[0]?.command).toMatchObject({ case: 'rollBack', value: { toRelease: 4 } });
  expect(await second.accept(command('c1'))).toBe(false);
});

test('a line that a crash cut off is forgotten, and its number used again', async () => {
  const first = openJournal(state);
  await first.accept(command('c1'));
  first.append('c1', started('fetch'));
  appendFileSync(join(state, 'journal/c1/events'), '{"commandId":"c1","sequ');
  const second = openJournal(state);
  second.append('c1', started('config'));
  expect(await steps(second)).toEqual(['1 fetch', '2 config']);
});

test('an ended journal can be opened again, also after a restart, and its id stays known', async () => {
  const first = openJournal(state);
  await first.accept(command('c1'));
  first.append('c1', started('fetch'));
  first.append('c1', finished);
  first.close('c1');
  expect(first.open()).toEqual([]);
  const second = openJournal(state);
  expect(second.open()).toEqual([]);
  expect(second.reopen('c1')).toBe(true);
  expect(await steps(second)).toEqual(['1 fetch', '2 finished']);
  expect(second.isFinished('c1')).toBe(true);
  second.close('c1');
  expect(second.reopen('never')).toBe(false);
  expect(await second.accept(command('c1'))).toBe(false);
});

test('only the newest ended journals are kept', async () => {
  const journal = openJournal(state);
  for (let index = 0; index < 25; index += 1) {
    const id = `c${index}`;
    await journal.accept(command(id));
    journal.append(id, finished);
    journal.close(id);
  }
  expect(readdirSync(join(state, 'journal/ended'))).toHaveLength(20);
  expect(journal.reopen('c24')).toBe(true);
});

test('a command that was not stored completely was never accepted', async () => {
  const first = openJournal(state);
  await first.accept(command('c1'));
  writeFileSync(join(state, 'journal/c1/command'), Buffer.from([10, 200]));
  expect(openJournal(state).knownIds()).toEqual([]);
});

test('reading goes on after any event and keeps to its size', async () => {
  const journal = openJournal(state);
  await journal.accept(command('c1'));
  for (let at = 0; at < 100; at += 1) journal.append('c1', started(`s${at}`));
  expect((await steps(journal, 98)).at(0)).toBe('99 s98');
  expect(await journal.read('c1', 0, 1)).toHaveLength(1);
  const some = await journal.read('c1', 10, 1_000);
  expect(some.length).toBeGreaterThan(2);
  expect(some.length).toBeLessThan(30);
});

test('a closed command leaves only its id, also for the next agent', async () => {
  const journal = openJournal(state);
  await journal.accept(command('c1'));
  journal.append('c1', finished);
  expect(journal.isFinished('c1')).toBe(true);
  journal.close('c1');
  expect(readdirSync(join(state, 'journal'))).toEqual(['ended', 'known-ids']);
  const next = openJournal(state);
  expect(next.open()).toEqual([]);
  expect(await next.accept(command('c1'))).toBe(false);
});

test('the memory of ended ids is bounded', async () => {
  const journal = openJournal(state, Date.now, 5);
  for (let at = 0; at < 30; at += 1) {
    await journal.accept(command(`c${at}`));
    journal.close(`c${at}`);
  }
  const known = openJournal(state).knownIds();
  expect(known.length).toBeLessThanOrEqual(10);
  expect(known.at(-1)).toBe('c29');
});

test.each(['../escape', '', 'a/b', 'x'.repeat(100)])('the id %j is refused', async (id) => {
  await expect(openJournal(state).accept(command(id))).rejects.toThrow('is no command id');
});
