import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { environmentFor } from '../../../central/secrets/environment-for.ts';
import {
  addNode,
  addProject,
  type HttpCentral,
  startHttpCentral,
} from '../../support/http-central.ts';

/** Long and unlike anything else, so that every find is a leak. */
const canary = `POISON-${randomBytes(12).toString('hex')}`;

let directory: string;
let central: HttpCentral;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vpspilot-canary-'));
  central = await startHttpCentral({ directory });
  await addNode(central.context);
});

afterEach(async () => {
  await central.close();
  await rm(directory, { recursive: true, force: true });
});

/** Everything in a folder. SQLite may take its WAL away between the listing and the reading: then there is none. */
async function filesBelow(folder: string): Promise<{ file: string; content: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }) => {
    const file = join(parentPath, name);
    const content = await readFile(file, 'latin1').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return '';
    });
    return { file, content };
  });
  return Promise.all(read);
}

/** Where the canary is found, as it is and in the forms in which it could hide. */
async function finds(answers: readonly string[]): Promise<string[]> {
  const forms = [
    canary,
    Buffer.from(canary).toString('base64').slice(0, 30),
    Buffer.from(canary).toString('hex'),
  ];
  const has = (text: string) => forms.some((form) => text.includes(form));
  const found: string[] = [];
  for (const { file, content } of await filesBelow(directory)) {
    if (has(content)) found.push(file);
  }
  if (central.logged.some(has)) found.push('log');
  answers.forEach((answer, index) => {
    if (has(answer)) found.push(`answer ${index}`);
  });
  return found;
}

/** Sets it, misuses it, deletes it, and asks for everything. */
async function useSecret(): Promise<string[]> {
  const change = (body: object) => central.call('PATCH', 'projects/shop/secrets', { body });
  const answers = [
    await change({ set: { POISON: canary } }),
    await change({ set: { 'BAD-KEY': canary } }),
    await change({ set: { PORT: canary } }),
    await change({ set: { NUL: `${canary}\0` } }),
    await change({ set: { BIG: canary.repeat(3_000) } }),
    await change({ set: { POISON: canary }, surprise: true }),
    await change({ set: { POISON: canary }, node: 'nowhere' }),
    await central.call('PATCH', 'projects/shop/secrets', {
      body: { set: { POISON: canary } },
      as: 'viewer',
    }),
    await central.call('PATCH', 'projects/shop/secrets', {
      body: `{"set":{"POISON":"${canary}"`,
      headers: { 'content-type': 'application/json' },
    }),
    await central.call('PATCH', 'projects/shop/secrets', {
      // The parser's own words would quote what stands here.
      body: `{"set":${canary}}`,
      headers: { 'content-type': 'application/json' },
    }),
    await central.call('POST', 'projects/shop/deployments'),
    await change({ unset: ['POISON'] }),
    await change({ set: { POISON: canary } }),
  ];
  const post = (path: string, body: object, as: 'admin' | 'viewer' = 'admin') =>
    central.call('POST', `projects/shop/secrets/${path}`, { body, as });
  answers.push(
    await post('preview', { text: `POISON=${canary}\nOTHER="${canary}"\n` }),
    await post('preview', { text: `${canary}\n${canary}=x\n=${canary}\nA="${canary}` }),
    await post('import', { text: `${canary}\nA='${canary}\n` }),
    await post('import', { text: `A=1\n'${canary}'=2\nA=${canary}\nPORT=${canary}` }),
    await post('import', { text: `POISON=${canary}\nOTHER=${canary}\n` }),
    await post('import', { text: `POISON=${canary}\n`, remove: true }),
    await post('restore', { version: 1 }),
    // Somebody pastes a value where a name belongs.
    await post(`${canary}/reveal`, {}),
    await post('POISON/reveal', { version: 99 }),
    await post('POISON/reveal', {}, 'viewer'),
    await post('export', { node: canary.slice(0, 8) }),
    await change({ note: { POISON: 'of the shop' }, remindAt: { POISON: null } }),
  );
  // These show it, and must not write it anywhere.
  const shown = [await post('POISON/reveal', {}), await post('export', {})];
  for (const { text } of shown) expect(text).toContain(canary);
  const paths = [
    'projects',
    'projects/shop',
    'projects/shop/secrets',
    'projects/shop/secrets/history',
    'projects/shop/secrets/diff?from=0',
    'projects/shop/domains',
    'projects/shop/deployments',
    'projects/shop/deployments/1',
    'audit',
    'deliveries',
    'tokens',
    'nodes',
    '/metrics',
  ];
  for (const path of paths) answers.push(await central.call('GET', path));
  return answers.map(({ text, headers }) => text + JSON.stringify(headers));
}

test('a secret is nowhere in clear: database, WAL, backups, logs, answers (K36, K41)', async () => {
  const { id } = await addProject(central);
  const answers = await useSecret();
  expect((await environmentFor(central.context, id, 'node-oslo')).values).toEqual({
    POISON: canary,
  });
  expect(await finds(answers)).toEqual([]);
  // Closing writes the WAL into the database; starting again makes a backup where one is due.
  await central.close();
  expect(await finds(answers)).toEqual([]);
  central = await startHttpCentral({ directory });
  expect(await finds(answers)).toEqual([]);
});

test('the search finds a planted one in each of these places', async () => {
  const { id } = await addProject(central);
  await central.context.db.project.update({ where: { id }, data: { branch: canary } });
  await writeFile(join(directory, 'backup.db'), `xx${canary}xx`);
  central.context.log.info(`leaked ${canary}`);
  const found = await finds(['', (await central.call('GET', 'projects/shop')).text]);
  expect(found).toEqual(expect.arrayContaining([join(directory, 'backup.db'), 'log', 'answer 1']));
  expect(found.some((file) => /vpspilot\.db/.test(file))).toBe(true);
});

test('a webhook secret and an API token are nowhere in clear either', async () => {
  const { secret } = await addProject(central);
  await central.hook(secret, { repository: { full_name: 'acme/shop' } });
  for (const { file, content } of await filesBelow(directory)) {
    for (const hidden of [secret, ...Object.values(central.tokens)]) {
      expect(content.includes(hidden), file).toBe(false);
    }
  }
  expect(central.logged.join('')).not.toContain(secret);
});
