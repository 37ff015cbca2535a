import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildFailure } from '../../../node-agent/domain/build-failure.ts';
import { type NixEvent, parseNixLine } from '../../../node-agent/domain/nix-log.ts';

function read(version: string): NixEvent[] {
  const file = new URL(`../nix-logs/${version}-failure.txt`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .map(parseNixLine)
    .filter((event) => event !== undefined);
}

describe.each(['2.8', '2.26', '2.34'])('recorded with Nix %s', (version) => {
  const events = read(version);

  test('the output of the commands and the phases are found', () => {
    const lines = events.flatMap((event) => (event.kind === 'log' ? [event.line] : []));
    expect(lines).toEqual([
      '$ echo hello',
      'hello',
      '$ frobnicate --now',
      'bash: line 1: frobnicate: command not found',
    ]);
    expect(events).toContainEqual({ kind: 'phase', phase: 'build' });
  });

  test('the failure reads the same', () => {
    const errors = events.flatMap((event) => (event.kind === 'error' ? [event.text] : []));
    expect(errors.join('\n')).not.toContain('\u001b');
    const lastLines = events.flatMap((event) => (event.kind === 'log' ? [event.line] : []));
    expect(buildFailure({ errors, lastLines })).toMatchObject({
      code: 'command_not_found',
      message: '"frobnicate --now" failed:\nbash: line 1: frobnicate: command not found',
      hint: expect.stringContaining('no command "frobnicate"'),
    });
  });
});

test('unknown numbers, actions and broken lines are nothing', () => {
  for (const line of [
    '@nix {"action":"start","type":999,"fields":[]}',
    '@nix {"action":"result","type":999}',
    '@nix {"action":"dance"}',
    '@nix {broken',
    '@nix []',
    '',
  ]) {
    expect(parseNixLine(line)).toBeUndefined();
  }
});

test('a line without the prefix is an error of Nix itself', () => {
  expect(parseNixLine('error: experimental feature')).toMatchObject({ kind: 'error' });
});
