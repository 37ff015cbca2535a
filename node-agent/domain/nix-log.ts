import { stripVTControlCharacters } from 'node:util';

/** What one line of `--log-format internal-json` says, as far as it concerns us. */
export type NixEvent =
  | { kind: 'log'; line: string; activity: number }
  | { kind: 'phase'; phase: string }
  | { kind: 'building'; derivation: string; activity: number }
  | { kind: 'fetching'; what: string }
  | { kind: 'error'; text: string }
  | { kind: 'warning'; text: string };

const prefix = '@nix ';

/** Numbers of Nix' own ActivityType and ResultType; unknown ones belong to newer versions and mean nothing to us. */
const activity = { copyPath: 100, fileTransfer: 101, build: 105, substitute: 108, fetchTree: 112 };
const result = { buildLogLine: 101, setPhase: 104, postBuildLogLine: 107 };
const level = { error: 0, warning: 1 };

/** Reads one line; undefined for what is of no interest or not in the format. */
export function parseNixLine(line: string): NixEvent | undefined {
  if (!line.startsWith(prefix)) {
    return line.trim() === '' ? undefined : { kind: 'error', text: plainText(line) };
  }
  const event = parseObject(line.slice(prefix.length));
  switch (event?.['action']) {
    case 'msg':
      return message(event);
    case 'start':
      return started(event);
    case 'result':
      return outcome(event);
    default:
      return undefined;
  }
}

/** The text without colours and cursor movements. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text);
}

type Json = Record<string, unknown>;

function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function message(event: Json): NixEvent | undefined {
  const text = plainText(String(event['msg'] ?? ''));
  if (event['level'] === level.error) return { kind: 'error', text };
  if (event['level'] === level.warning) return { kind: 'warning', text };
  return undefined;
}

function started(event: Json): NixEvent | undefined {
  const [first] = fields(event);
  const id = Number(event['id'] ?? 0);
  switch (event['type']) {
    case activity.build:
      return { kind: 'building', derivation: String(first ?? ''), activity: id };
    case activity.copyPath:
    case activity.substitute:
    case activity.fileTransfer:
    case activity.fetchTree:
      return { kind: 'fetching', what: plainText(String(event['text'] ?? first ?? '')) };
    default:
      return undefined;
  }
}

function outcome(event: Json): NixEvent | undefined {
  const [first] = fields(event);
  switch (event['type']) {
    case result.buildLogLine:
    case result.postBuildLogLine:
      return {
        kind: 'log',
        line: plainText(String(first ?? '')),
        activity: Number(event['id'] ?? 0),
      };
    case result.setPhase:
      return { kind: 'phase', phase: String(first ?? '') };
    default:
      return undefined;
  }
}

function fields(event: Json): unknown[] {
  return Array.isArray(event['fields']) ? event['fields'] : [];
}
