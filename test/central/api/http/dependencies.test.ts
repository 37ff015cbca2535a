import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordDigests } from '../../../../central/dependencies/record-digests.ts';
import { type HttpCentral, startHttpCentral } from '../../../support/http-central.ts';

let central: HttpCentral;
beforeAll(async () => {
  central = await startHttpCentral();
});
afterAll(() => central.close());

test('an admin accepts a changed package, which is in the audit log', async () => {
  const key = "acme/o'tools 1.0";
  const digests = [{ key, sha256: 'a'.repeat(64) }];
  await recordDigests(central.context, { ecosystem: 'composer', digests }, 'oslo');
  const list = await central.call('GET', 'dependencies?search=tools', { as: 'viewer' });
  expect(list.body.items).toMatchObject([{ key, ecosystem: 'composer', recordedBy: 'oslo' }]);
  const body = { ecosystem: 'composer', key };
  const forget = (as: 'admin' | 'deployer') =>
    central.call('POST', 'dependencies/forget', { as, body });
  expect((await forget('deployer')).status).toBe(403);
  expect((await forget('admin')).status).toBe(204);
  expect(await forget('admin')).toMatchObject({ status: 404, body: { code: 'digest_not_found' } });
  const { body: audit } = await central.call('GET', 'audit');
  expect(audit.items[0]).toMatchObject({ action: 'dependency.forget', target: `composer ${key}` });
});
