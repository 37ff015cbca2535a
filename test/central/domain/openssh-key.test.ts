import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newSshKeyPair } from '../../../central/domain/openssh-key.ts';

test('ssh-keygen reads the key pair, signs with it, and shows the same fingerprint', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vpspilot-ssh-'));
  try {
    // The length of the comment decides about the padding: each remainder once.
    for (let length = 1; length <= 8; length += 1) {
      const comment = `vpspilot-${'x'.repeat(length)}`;
      const { publicKey, privateKey, fingerprint } = newSshKeyPair(comment);
      const file = join(directory, `key-${length}`);
      writeFileSync(file, privateKey, { mode: 0o600 });
      writeFileSync(`${file}.txt`, 'hello');
      const run = (...args: string[]) => execFileSync('ssh-keygen', args, { encoding: 'utf8' });
      expect(run('-y', '-f', file).trim()).toBe(publicKey);
      expect(run('-l', '-f', file)).toContain(` ${fingerprint} ${comment} (ED25519)`);
      execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', file, '-n', 'file', `${file}.txt`], {
        stdio: 'ignore',
      });
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
