import { createHmac } from 'node:crypto';
import { sign } from '@octokit/webhooks-methods';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isSignedBy,
  jsonTextOf,
  repositoriesNamedIn,
  shortenPayload,
} from '../../../central/domain/webhook-body.ts';

const secret = "It's a Secret to Everybody";

function signatureOf(body: Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

describe('signatures', () => {
  test("GitHub's own example is accepted", () => {
    // https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    expect(isSignedBy(secret, Buffer.from('Hello, World!'), signature)).toBe(true);
  });

  test('it agrees with the library that others use', async () => {
    const body = JSON.stringify({ text: 'grüße 🚀' });
    expect(isSignedBy(secret, Buffer.from(body), await sign(secret, body))).toBe(true);
  });

  test('any changed byte is refused', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (body, at, flip) => {
          const signature = signatureOf(body);
          expect(isSignedBy(secret, body, signature)).toBe(true);
          const changed = Uint8Array.from(body);
          changed[at % body.length] = (changed[at % body.length] ?? 0) ^ flip;
          expect(isSignedBy(secret, changed, signature)).toBe(false);
        },
      ),
    );
  });

  test('bytes that decode to the same text are not the same', () => {
    const one = Buffer.from([0xff]);
    const other = Buffer.from([0xfe]);
    expect(one.toString()).toBe(other.toString());
    expect(isSignedBy(secret, other, signatureOf(one))).toBe(false);
  });

  test('anything that is no signature is refused', () => {
    fc.assert(fc.property(fc.string(), (text) => !isSignedBy(secret, Buffer.from('x'), text)));
    const good = signatureOf(Buffer.from('x'));
    for (const bad of [
      good.slice(0, -1),
      `${good}0`,
      good.toUpperCase(),
      good.slice(7),
      ` ${good}`,
    ]) {
      expect(isSignedBy(secret, Buffer.from('x'), bad)).toBe(false);
    }
    expect(isSignedBy('another', Buffer.from('x'), good)).toBe(false);
  });
});

describe('what a body names and holds', () => {
  test('repositories are found without parsing', () => {
    const json = JSON.stringify({ repository: { full_name: 'Acme/Shop' }, x: 'y' }, null, 2);
    expect(repositoriesNamedIn(json)).toEqual(['acme/shop']);
    expect(repositoriesNamedIn('{"message":"\\"full_name\\":\\"evil/one\\""}')).toEqual([]);
    expect(repositoriesNamedIn('')).toEqual([]);
  });

  test('both content types of GitHub are read, others are not', () => {
    const form = `payload=${encodeURIComponent('{"a":"ü & +"}')}`;
    expect(jsonTextOf(Buffer.from(form), 'application/x-www-form-urlencoded')).toBe(
      '{"a":"ü & +"}',
    );
    expect(jsonTextOf(Buffer.from('{}'), 'application/json; charset=utf-8')).toBe('{}');
    expect(jsonTextOf(Buffer.from('{}'), 'text/plain')).toBeUndefined();
    expect(jsonTextOf(Buffer.from('other=1'), 'application/x-www-form-urlencoded')).toBeUndefined();
  });

  test('a shortened payload keeps what decides', () => {
    const payload = {
      ref: 'refs/heads/main',
      after: 'a'.repeat(40),
      commits: ['x'.repeat(100_000)],
      repository: { full_name: 'Acme/Shop', description: 'x'.repeat(100_000) },
      head_commit: { id: 'a', message: 'm'.repeat(100_000), author: { name: 'Ada' } },
    };
    const short = JSON.parse(shortenPayload(payload));
    expect(short).toMatchObject({ shortened: true, ref: payload.ref, after: payload.after });
    expect(short.repository).toEqual({ full_name: 'Acme/Shop' });
    expect(short.head_commit.author).toEqual({ name: 'Ada' });
    expect(JSON.stringify(short).length).toBeLessThan(11_000);
    for (const odd of [null, 7, [], 'text'])
      expect(JSON.parse(shortenPayload(odd))).toMatchObject({ shortened: true });
  });
});
