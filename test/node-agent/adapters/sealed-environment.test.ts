import { CompactEncrypt, importJWK } from 'jose';
import { expect, test } from 'vitest';
import { createSealingKey, publicPart } from '../../../node-agent/adapters/certificate-request.ts';
import { createEnvironmentOpener } from '../../../node-agent/adapters/sealed-environment.ts';

const key = createSealingKey();
const values = { KEY: 'Zürich "quoted"\nline', LONG: 'x'.repeat(65_536) };

async function seal(alg: string, enc = 'A256GCM'): Promise<string> {
  return new CompactEncrypt(Buffer.from(JSON.stringify(values)))
    .setProtectedHeader({ alg, enc })
    .encrypt(await importJWK({ ...publicPart(key) }, alg));
}

test.each(['ECDH-ES', 'ECDH-ES+A256KW'])('K37: what is sealed with %s opens here', async (alg) => {
  expect(await createEnvironmentOpener(key).open(await seal(alg))).toEqual(values);
});

test('no secrets at all are an empty text', async () => {
  expect(await createEnvironmentOpener(key).open('')).toEqual({});
});

test.each([
  [
    'another key',
    async () => createEnvironmentOpener(createSealingKey()).open(await seal('ECDH-ES+A256KW')),
  ],
  ['a changed text', async () => createEnvironmentOpener(key).open(changed(await seal('ECDH-ES')))],
  [
    'a cut text',
    async () => createEnvironmentOpener(key).open((await seal('ECDH-ES')).slice(0, 90)),
  ],
  [
    'a weaker cipher',
    async () => createEnvironmentOpener(key).open(await seal('ECDH-ES', 'A128GCM')),
  ],
])('%s is refused without saying more', async (_what, open) => {
  await expect(open()).rejects.toMatchObject({ code: 'environment_unreadable' });
});

function changed(jwe: string): string {
  const parts = jwe.split('.');
  const text = Buffer.from(parts[3] ?? '', 'base64url');
  text[0] = (text[0] ?? 0) ^ 1;
  parts[3] = text.toString('base64url');
  return parts.join('.');
}
