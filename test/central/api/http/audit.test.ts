import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiToken } from '../../../../central/accounts/api-tokens.ts';
import { auditEntry } from '../../../../central/accounts/audit.ts';
import { csvLine } from '../../../../central/api/http/csv.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../../support/http-central.ts';

let central: HttpCentral;
let blogId: number;

beforeAll(async () => {
  central = await startHttpCentral();
  await addNode(central.context);
  const { id } = await addProject(central);
  blogId = (await addProject(central, { name: 'blog' })).id;
  const entries = Array.from({ length: 700 }, (_, index) =>
    auditEntry({ actor: 'token:ci', action: 'secret.set', target: `KEY_${index}`, projectId: id }),
  );
  await central.context.db.auditEntry.createMany({ data: entries });
  await central.context.db.auditEntry.create({
    data: {
      ...auditEntry({ actor: '=cmd()', action: 'node.join', target: 'a "b", c' }),
      at: new Date('2020-05-01T10:00:00Z'),
    },
  });
});

afterAll(() => central.close());

async function found(query: string): Promise<string[]> {
  const { body } = await central.call('GET', `audit?${query}`);
  return body.items.map(({ target }: { target: string }) => target);
}

describe('the audit log', () => {
  test('is filtered by project, actor, action, time and words', async () => {
    expect(await found('project=blog&limit=5')).toEqual(['blog']);
    expect(await found('actor=%3Dcmd()')).toEqual(['a "b", c']);
    expect(await found('action=node')).toEqual(['a "b", c']);
    expect(await found('action=nod')).toEqual([]);
    expect(await found('from=2020-01-01T00:00:00Z&to=2020-06-01T00:00:00Z')).toHaveLength(1);
    expect(await found('q=KEY_69&limit=200')).toHaveLength(11);
    const { body } = await central.call('GET', 'audit?project=shop&limit=1');
    expect(body.items[0]).toMatchObject({ project: 'shop' });
  });

  test('is for admins of a project only where they are', async () => {
    const { token } = await createApiToken(central.context, {
      ...{ name: 'blog-admin', role: 'admin', actor: 'test', projectId: blogId },
    });
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await central.call('GET', 'audit', { as: 'nobody', headers });
    expect(body.items).toMatchObject([{ target: 'blog-admin' }, { target: 'blog' }]);
    const other = await central.call('GET', 'audit?project=shop', { as: 'nobody', headers });
    expect(other).toMatchObject({ status: 404, body: { code: 'project_not_found' } });
    expect((await central.call('GET', 'audit', { as: 'viewer' })).status).toBe(403);
  });

  test('is exported whole, as CSV and as JSON', async () => {
    const csv = await central.call('GET', 'audit/export?project=shop');
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.csv"',
    });
    const lines = csv.text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('id,at,actor,action,project,target,detail');
    expect(lines).toHaveLength(702);
    const json = await central.call('GET', 'audit/export?format=json&action=secret.set');
    expect(json.body).toHaveLength(700);
    const nothing = await central.call('GET', 'audit/export?format=json&actor=nobody');
    expect(nothing.body).toEqual([]);
  });

  test('does nothing in a spreadsheet', async () => {
    const { text } = await central.call('GET', 'audit/export?action=node.join');
    expect(text).toContain(`,'=cmd(),node.join,,"a ""b"", c",\r\n`);
    const cells = ['+1', '-1', '@x', '\tx', ' =x', 'plain', '', null, 5];
    expect(csvLine(cells)).toBe(`'+1,'-1,'@x,'\tx,' =x,plain,,,5\r\n`);
  });
});

describe('queries', () => {
  test('an unknown key is refused, with what may have been meant', async () => {
    const { status, body } = await central.call('GET', 'audit?projekt=shop');
    expect({ status, hint: body.hint }).toEqual({ status: 400, hint: 'Did you mean "project"?' });
    const other = await central.call('GET', 'me?x=1');
    expect(other.body).toMatchObject({ code: 'invalid_request', hint: 'It takes none' });
    const far = await central.call('GET', 'deliveries?something=1');
    expect(far.body.hint).toBe('There are limit, cursor, project, outcome');
  });

  test('a cursor is what a list gave', async () => {
    expect((await central.call('GET', 'audit?cursor=nonsense')).status).toBe(400);
    const first = await central.call('GET', 'audit?limit=1');
    const second = await central.call('GET', `audit?limit=1&cursor=${first.body.next}`);
    expect(second.body.items[0].id).toBeLessThan(first.body.items[0].id);
  });
});
