import { hash as bcryptHash } from 'bcryptjs';
import { describe, expect, test } from 'vitest';
import { createPasswordHasher } from '../../../central/adapters/password-hasher.ts';

const password = 'blue wagon over quiet hills';
const weak = createPasswordHasher({ memoryKiB: 8, passes: 1 });

describe('passwords', () => {
  test('are kept as OWASP advises for argon2id: 19 MiB, two passes', async () => {
    const real = createPasswordHasher();
    const kept = await real.hash(password);
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await real.verify(password, kept)).toBe(true);
    expect(await real.verify(`${password} `, kept)).toBe(false);
    expect(real.isCurrent(kept)).toBe(true);
    expect(real.isCurrent(await weak.hash(password))).toBe(false);
  });

  test('are as another program keeps them', async () => {
    // From the tests of the reference implementation, phc-winner-argon2.
    const kept =
      '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    expect(await weak.verify('password', kept)).toBe(true);
    expect(await weak.verify('passwort', kept)).toBe(false);
  });

  test('have a salt each', async () => {
    expect(await weak.hash(password)).not.toBe(await weak.hash(password));
  });

  test.each(['2a', '2b', '2y'])('of bcrypt (%s) are understood, and not current', async (kind) => {
    const kept = (await bcryptHash(password, 4)).replace(/^\$2\w\$/, `$${kind}$`);
    expect(await weak.verify(password, kept)).toBe(true);
    expect(await weak.verify('something else', kept)).toBe(false);
    expect(weak.isCurrent(kept)).toBe(false);
  });

  test('that nobody can read are an error and not a wrong password', async () => {
    await expect(weak.verify(password, 'plain text')).rejects.toThrow(/neither of argon2id/);
  });

  test('wait for each other, and too many at once are told to come back', async () => {
    const all = Array.from({ length: 120 }, () => weak.hash(password).catch((error) => error.code));
    const results = await Promise.all(all);
    expect(results.filter((one) => one === 'too_busy').length).toBeGreaterThan(50);
    expect(results.filter((one) => one.startsWith('$argon2id')).length).toBeGreaterThan(50);
  });
});
