import { expect, test } from 'vitest';
import { closureOf, readDependencies } from '../../../node-agent/domain/debian-closure.ts';

const printed = `shop
  PreDepends: libc6
 |Depends: light-mail
  Depends: heavy-mail
  Depends: <perl:any>
    perl
  Depends: debconf
light-mail
  Depends: libc6
heavy-mail
  Depends: libc6
perl
  Depends: perl-base
debconf
  Depends: installer
<perl:any>
libc6
`;

test('reads what each package needs, with what else would do', () => {
  expect(readDependencies(printed).get('shop')).toEqual([
    ['libc6'],
    ['light-mail', 'heavy-mail'],
    ['perl'],
    ['debconf'],
  ]);
});

test('a closure has the first of each choice, and nothing that only left out packages need', () => {
  const dependencies = readDependencies(printed);
  expect(closureOf(dependencies, ['shop'], new Set(['debconf']))).toEqual([
    'libc6',
    'light-mail',
    'perl',
    'perl-base',
    'shop',
  ]);
});

test('a choice that is there already is not made a second time', () => {
  const dependencies = readDependencies(printed);
  const closure = closureOf(dependencies, ['shop', 'heavy-mail'], new Set());
  expect(closure).not.toContain('light-mail');
});
