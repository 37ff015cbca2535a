import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { environmentFileText } from '../../node-agent/domain/env-file.ts';
import { bootHost, type Host } from '../support/hosts/boot-host.ts';

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '`',
        '\\',
        '\n',
        '\r',
        '$',
        '#',
        ';',
        '=',
        ' ',
        '\t',
        'n',
        'A=1',
        '%n',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))
  .filter((value) => !/\0|\p{Noncharacter_Code_Point}/u.test(value) && value.isWellFormed());

let host: Host;
beforeAll(async () => {
  host = await bootHost({ kind: 'overlay', name: 'environment' });
});
afterAll(() => host?.stop());

test('systemd gives a service exactly the values that were written (K38, K40)', async () => {
  const samples = fc.sample(nasty, 2_000);
  const values = Object.fromEntries(samples.map((value, index) => [`KEY_${index}`, value]));
  values['LONG'] = `'"\n#é=\\`.repeat(8_000);
  await host.writeFile('/root/test.env', environmentFileText(values), '600');
  const { stdout } = await host.run([
    ...['systemd-run', '--quiet', '--wait', '--pipe', '--property=EnvironmentFile=/root/test.env'],
    ...[process.execPath, '-e', 'process.stdout.write(JSON.stringify(process.env))'],
  ]);
  const read: Record<string, string> = JSON.parse(stdout);
  const wrong = Object.keys(values).filter((key) => read[key] !== values[key]);
  expect(wrong.map((key) => [values[key], read[key]])).toEqual([]);
});
