import { expect, test } from 'vitest';
import { installHint } from '../../scripts/setup/system-packages.ts';

test.each([
  ['apt-get', 'Type: sudo apt-get install -y -q --no-install-recommends git nix-bin'],
  ['dnf', 'Type: sudo dnf install -y git nix'],
  ['pacman', 'Type: sudo pacman -S --needed git nix'],
  [undefined, "Install them with your system's package manager; Debian calls them git, nix-bin"],
])('what to type with %s', (program, hint) => {
  expect(installHint(program, ['git', 'nix-bin'])).toBe(hint);
});
