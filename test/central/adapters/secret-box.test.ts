import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { compactDecrypt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addMasterKey } from '../../../central/adapters/master-key-file.ts';
import { openSecretBox } from '../../../central/adapters/secret-box.ts';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vpspilot-box-'));
  file = join(directory, 'keys/master.json');
});

afterEach(() => rm(directory, { recursive: true, force: true }));

test('what was sealed opens again, whatever it is (K36)', async () => {
  const box = await openSecretBox(file);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      expect(await box.open(await box.seal(text))).toBe(text);
    }),
    { numRuns: 50 },
  );
  const large = 'x'.repeat(64 * 1024);
  expect(await box.open(await box.seal(large))).toBe(large);
});

test('it is AES-256-GCM with a key id, and never twice the same', async () => {
  const box = await openSecretBox(file);
  const sealed = await box.seal('hello');
  expect(decodeProtectedHeader(sealed)).toEqual({
    alg: 'dir',
    enc: 'A256GCM',
    kid: expect.stringMatching(/^mk-/),
  });
  expect(await box.seal('hello')).not.toBe(sealed);
});

test('the key file is for its owner alone', async () => {
  await openSecretBox(file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await chmod(file, 0o644);
  await expect(openSecretBox(file)).rejects.toMatchObject({ code: 'master_key_file_unsafe' });
});

test('after a rotation old values open, new ones have the new key', async () => {
  const before = await (await openSecretBox(file)).seal('old');
  const added = await addMasterKey(file);
  const box = await openSecretBox(file);
  expect(await box.open(before)).toBe('old');
  expect(decodeProtectedHeader(await box.seal('new')).kid).toBe(added);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a missing key is an error that names it', async () => {
  const sealed = await (await openSecretBox(file)).seal('x');
  const other = await openSecretBox(join(directory, 'other.json'));
  const { kid } = decodeProtectedHeader(sealed);
  await expect(other.open(sealed)).rejects.toMatchObject({
    code: 'master_key_missing',
    message: expect.stringContaining(String(kid)),
  });
});

test('a changed or foreign value does not open', async () => {
  const box = await openSecretBox(file);
  const sealed = await box.seal('x');
  const parts = sealed.split('.');
  const changed = [parts[0], parts[1], parts[2], `${parts[3]}AA`, parts[4]].join('.');
  for (const bad of [changed, 'nonsense', '', sealed.slice(0, -4)]) {
    await expect(box.open(bad)).rejects.toMatchObject({ code: 'sealed_value_damaged' });
  }
});

test('a missing file is made at the first start only, a damaged one is never replaced', async () => {
  await expect(openSecretBox(file, { mayCreate: false })).rejects.toMatchObject({
    code: 'master_key_file_missing',
  });
  await openSecretBox(file);
  const text = await readFile(file, 'utf8');
  await writeFile(file, '{"keys":[]}');
  await expect(openSecretBox(file)).rejects.toMatchObject({ code: 'master_key_file_invalid' });
  await writeFile(file, text.slice(0, 40));
  await expect(openSecretBox(file)).rejects.toThrow(/^(?!.*"key")/s);
});

test('what is sealed to a node only the node opens (K37)', async () => {
  const box = await openSecretBox(file);
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES+A256KW', {
    crv: 'P-256',
    extractable: true,
  });
  const sealed = await box.sealTo(await exportJWK(publicKey), 'for you');
  const { plaintext } = await compactDecrypt(sealed, privateKey);
  expect(Buffer.from(plaintext).toString()).toBe('for you');
  await expect(box.open(sealed)).rejects.toThrow();
});
