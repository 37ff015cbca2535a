import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  create,
  fromBinary,
  fromJsonString,
  type MessageInitShape,
  toBinary,
  toJsonString,
} from '@bufbuild/protobuf';
import {
  type Command,
  CommandSchema,
  type Event,
  EventSchema,
} from '../../proto/gen/vpspilot/agent/v1/agent_pb.ts';
import { writeAtomically } from './atomic-file.ts';
import { createEndedJournals, endedFolder } from './ended-journals.ts';
import { type EventFile, openEventFile } from './event-file.ts';

export type EventContent = NonNullable<MessageInitShape<typeof EventSchema>['event']>;

/**
 * What this node was told to do, and what came of it. A command is here from its acceptance until
 * central has its last event; its id is remembered longer, so that it never runs twice.
 *
 *   <state>/journal/<command id>/command    protobuf
 *   <state>/journal/<command id>/events     one event per line
 *   <state>/journal/known-ids               ended commands, one id per line
 *   <state>/journal/ended/<command id>/     the newest of those, whole
 */
export interface Journal {
  /** Every id that must not run again; the newest last. */
  knownIds(): string[];
  /** Stores a command durably. False when its id is known. */
  accept(command: Command): Promise<boolean>;
  append(commandId: string, content: EventContent): void;
  /** Events after `sequence`, durable before they are returned. */
  read(commandId: string, sequence: number, maxBytes: number): Promise<Event[]>;
  /** Unix milliseconds of the command's first event, also when an earlier agent wrote it. */
  startedAt(commandId: string): number;
  /** Number of events so far. */
  lastSequence(commandId: string): number;
  isFinished(commandId: string): boolean;
  /** Central has everything: put it aside. Its id is never forgotten so soon. */
  close(commandId: string): void;
  /** Central has lost some of it: opens it again. False when it is not kept any more. */
  reopen(commandId: string): boolean;
  open(): Command[];
  onAppend(listener: () => void): void;
}

const idPattern = /^[A-Za-z0-9_-]{1,80}$/;

interface Entry {
  command: Command;
  events: EventFile;
  /** Lines that the full disk did not take; they are sent all the same. */
  unwritten: string[];
  finished: boolean;
}

/**
 * Opens the journal; `now` gives Unix milliseconds. Ids of ended commands are remembered, at least
 * `rememberedIds` of them.
 */
export function openJournal(
  stateDirectory: string,
  now: () => number = Date.now,
  rememberedIds = 1_000,
): Journal {
  const folder = join(stateDirectory, 'journal');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const entries = new Map(readEntries(folder).map((entry) => [entry.command.id, entry]));
  const ended = readEndedIds(folder);
  const endedJournals = createEndedJournals(folder);
  let listener: () => void = () => undefined;
  const entryOf = (commandId: string) => {
    const entry = entries.get(commandId);
    if (entry === undefined) throw new Error(`no command ${commandId} in the journal`);
    return entry;
  };
  return {
    knownIds: () => [...ended, ...entries.keys()],
    async accept(command) {
      if (!idPattern.test(command.id)) throw new Error(`'${command.id}' is no command id`);
      if (entries.has(command.id) || ended.has(command.id)) return false;
      entries.set(command.id, await writeEntry(folder, command));
      return true;
    },
    append(commandId, content) {
      const entry = entryOf(commandId);
      const sequence = BigInt(countOf(entry) + 1);
      const atMs = BigInt(now());
      const event = create(EventSchema, { commandId, sequence, atMs, event: content });
      entry.finished ||= content.case === 'finished';
      appendLine(entry, toJsonString(EventSchema, event));
      listener();
    },
    async read(commandId, sequence, maxBytes) {
      const entry = entryOf(commandId);
      await entry.events.sync();
      const written = entry.events.read(sequence, maxBytes);
      const lines =
        written.length > 0 ? written : entry.unwritten.slice(sequence - entry.events.count);
      return lines.map((line) => fromJsonString(EventSchema, line));
    },
    startedAt: (commandId) => startedAt(entryOf(commandId)) ?? now(),
    lastSequence: (commandId) => countOf(entryOf(commandId)),
    isFinished: (commandId) => entryOf(commandId).finished,
    close(commandId) {
      entryOf(commandId).events.close();
      remember(folder, ended, commandId, rememberedIds);
      entries.delete(commandId);
      endedJournals.take(commandId);
    },
    reopen(commandId) {
      if (!ended.has(commandId) || !endedJournals.giveBack(commandId)) return false;
      for (const entry of readEntry(join(folder, commandId))) entries.set(commandId, entry);
      return entries.has(commandId);
    },
    open: () => [...entries.values()].map((entry) => entry.command),
    onAppend(added) {
      listener = added;
    },
  };
}

function startedAt({ events }: Entry): number | undefined {
  const [first] = events.read(0, 0);
  return first === undefined ? undefined : Number(fromJsonString(EventSchema, first).atMs);
}

function countOf(entry: Entry): number {
  return entry.events.count + entry.unwritten.length;
}

/** A full disk must not silence the report that the disk is full: lines wait in memory then. */
function appendLine(entry: Entry, line: string): void {
  entry.unwritten.push(line);
  try {
    for (let next = entry.unwritten[0]; next !== undefined; next = entry.unwritten[0]) {
      entry.events.append(next);
      entry.unwritten.shift();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

async function writeEntry(folder: string, command: Command): Promise<Entry> {
  const own = join(folder, command.id);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const bytes = toBinary(CommandSchema, command);
  await writeAtomically(join(own, 'command'), bytes, 0o600);
  return { command, events: openEventFile(join(own, 'events')), unwritten: [], finished: false };
}

function readEntries(folder: string): Entry[] {
  const names = readdirSync(folder, { withFileTypes: true });
  return names
    .filter((name) => name.isDirectory() && name.name !== endedFolder)
    .flatMap(({ name }) => readEntry(join(folder, name)));
}

function readEntry(own: string): Entry[] {
  let command: Command;
  try {
    command = fromBinary(CommandSchema, readFileSync(join(own, 'command')));
  } catch {
    // Stopped before the command was stored: it was never accepted, and central sends it again.
    rmSync(own, { recursive: true, force: true });
    return [];
  }
  const events = openEventFile(join(own, 'events'));
  const [last] = events.read(events.count - 1, 0);
  const finished =
    last !== undefined && fromJsonString(EventSchema, last).event.case === 'finished';
  return [{ command, events, unwritten: [], finished }];
}

function readEndedIds(folder: string): Set<string> {
  try {
    const ids = readFileSync(join(folder, 'known-ids'), 'utf8').split('\n');
    return new Set(ids.filter((id) => idPattern.test(id)));
  } catch {
    return new Set();
  }
}

function remember(
  folder: string,
  ended: Set<string>,
  commandId: string,
  rememberedIds: number,
): void {
  const file = join(folder, 'known-ids');
  ended.add(commandId);
  if (ended.size <= 2 * rememberedIds) {
    appendFileSync(file, `${commandId}\n`, { mode: 0o600 });
    return;
  }
  const kept = [...ended].slice(-rememberedIds);
  ended.clear();
  for (const id of kept) ended.add(id);
  writeFileSync(file, `${kept.join('\n')}\n`, { mode: 0o600 });
}
