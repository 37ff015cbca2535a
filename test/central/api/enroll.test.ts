import { X509Certificate } from 'node:crypto';
import type { ServiceError } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJoinToken } from '../../../central/nodes/create-join-token.ts';
import { FakeAgent, joinCentral } from '../../support/fake-agent.ts';
import { TestCentral } from '../../support/test-central.ts';

let central: TestCentral;
beforeEach(async () => {
  central = await TestCentral.start();
});
afterEach(() => central.stop());

const detailsOf = async (attempt: Promise<unknown>) => {
  const error = (await attempt.catch((caught: unknown) => caught)) as ServiceError;
  return error.details;
};

test('a join token gives a certificate of the own authority (O15, K33)', async () => {
  const identity = await joinCentral(central);
  const certificate = new X509Certificate(identity.certificate);
  const authority = new X509Certificate(identity.caCertificate);
  expect(certificate.checkIssued(authority)).toBe(true);
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(certificate.subject).toBe(`CN=${identity.nodeId}`);
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  const days = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(90);
  const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  const rows = await central.context.db.nodeCertificate.findMany();
  expect(rows.map((row) => row.fingerprint)).toEqual([fingerprint]);
});

test('a token lets in once, even when two use it at the same time', async () => {
  const token = await central.joinToken();
  const results = await Promise.allSettled([
    joinCentral(central, token),
    joinCentral(central, token),
    joinCentral(central, token),
  ]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await central.context.db.nodeCertificate.count()).toBe(1);
  expect(await detailsOf(joinCentral(central, token))).toContain('used already');
});

test('unknown, damaged and expired tokens are refused with the reason (O17)', async () => {
  expect(await detailsOf(joinCentral(central, 'nonsense'))).toContain('does not know');
  expect(await detailsOf(joinCentral(central, 'vpj_nonsense'))).toContain('join_token_invalid');
  const token = await central.joinToken('oslo', 5);
  central.clock.forward(301);
  expect(await detailsOf(joinCentral(central, token))).toContain('expired');
});

test('the database keeps only the hash of a token', async () => {
  const { token } = await createJoinToken(central.context, {
    nodeName: 'oslo',
    actor: 'test',
    ttlMinutes: 5,
  });
  const rows = JSON.stringify(await central.context.db.joinToken.findMany());
  const secret = JSON.parse(Buffer.from(token.slice(4), 'base64url').toString()).t as string;
  expect(secret).toHaveLength(32);
  expect(rows).not.toContain(secret);
});

test('a node that joins again keeps its id; its earlier certificate is refused', async () => {
  const before = await FakeAgent.join(central);
  await before.connect();
  const after = await joinCentral(central);
  expect(after.nodeId).toBe(before.identity.nodeId);
  await before.until(() => before.ended !== undefined);
  await expect(before.connect()).rejects.toThrow('node_revoked');
});
