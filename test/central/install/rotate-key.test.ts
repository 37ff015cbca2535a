import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addMasterKey, readMasterKeys } from '../../../central/adapters/master-key-file.ts';
import { openSecretBox } from '../../../central/adapters/secret-box.ts';
import { defaultSettings, type Settings } from '../../../central/config/settings.ts';
import { type Context, createContext } from '../../../central/context.ts';
import { rotateKey } from '../../../central/install/rotate-key.ts';
import { createProject } from '../../../central/projects/create-project.ts';
import { setSecrets } from '../../../central/secrets/change-secrets.ts';
import { environmentFor } from '../../../central/secrets/environment-for.ts';
import { addNode } from '../../support/http-central.ts';

let settings: Settings;
let webhookSecret: string;
let keyFile: string;
const values = Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`KEY_${at}`, `v${at}`]));

async function withContext<T>(use: (context: Context) => Promise<T>): Promise<T> {
  const context = await createContext(settings);
  return use(context).finally(() => context.close());
}

beforeEach(async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'vpspilot-rotate-'));
  settings = defaultSettings({ dataDirectory, logLevel: 'silent' });
  keyFile = join(dataDirectory, 'master-keys.json');
  await withContext(async (context) => {
    await addNode(context);
    const repositoryUrl = 'https://github.com/acme/shop.git';
    const created = await createProject(context, { name: 'shop', repositoryUrl, actor: 'test' });
    ({ webhookSecret } = created);
    const projectId = created.project.id;
    await setSecrets(context, { projectId, values: { KEY_0: 'an older value' }, actor: 'test' });
    await setSecrets(context, { projectId, values, actor: 'test' });
  });
});
afterEach(() => rm(settings.dataDirectory, { recursive: true, force: true }));

const sealedValues = ({ db }: Context) =>
  Promise.all([db.secretVersion.findMany(), db.project.findMany()]).then(([secrets, projects]) => [
    ...secrets.flatMap(({ value }) => value ?? []),
    ...projects.map((project) => project.webhookSecret),
  ]);

/** Everything opens, with one key only. */
async function expectRotated(keyId: string): Promise<void> {
  expect((await readMasterKeys(keyFile, false)).map(({ id }) => id)).toEqual([keyId]);
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  await withContext(async (context) => {
    const sealed = await sealedValues(context);
    expect(sealed).toHaveLength(122);
    expect(new Set(sealed.map((jwe) => decodeProtectedHeader(jwe).kid))).toEqual(new Set([keyId]));
    const { id, webhookSecret: jwe } = await context.db.project.findFirstOrThrow();
    expect((await environmentFor(context, id, 'node-oslo')).values).toEqual(values);
    expect(await context.secretBox.open(jwe)).toBe(webhookSecret);
  });
}

const newestKey = async () => (await readMasterKeys(keyFile, false)).at(-1)?.id ?? '';

test('K36: every value is sealed with the new key, and the old one is gone', async () => {
  const before = await newestKey();
  const said: string[] = [];
  await rotateKey(settings, (line) => said.push(line));
  const after = await newestKey();
  expect(after).not.toBe(before);
  expect(said.join('\n')).toContain(`Master key ${after} counts now; 122 values sealed anew`);
  await expectRotated(after);
});

test('interrupted in the middle, both keys stay and the next run finishes with the same key', async () => {
  const begun = await addMasterKey(keyFile);
  const box = await openSecretBox(keyFile);
  await withContext(async ({ db }) => {
    for (const { id, value } of await db.secretVersion.findMany({ take: 40 })) {
      const data = { value: await box.seal(await box.open(value ?? '')) };
      await db.secretVersion.update({ where: { id }, data });
    }
  });
  const said: string[] = [];
  await rotateKey(settings, (line) => said.push(line));
  expect(said[0]).toContain('was interrupted');
  expect(said.join('\n')).toContain('82 values sealed anew');
  await expectRotated(begun);
});

test('a value that does not open stops it, and the old key stays', async () => {
  await withContext(({ db }) => {
    const where = { key: 'KEY_7' };
    return db.secretVersion.updateMany({ where, data: { value: 'damaged' } });
  });
  const failure = rotateKey(settings, () => undefined);
  await expect(failure).rejects.toMatchObject({ code: 'sealed_value_damaged' });
  expect(await readMasterKeys(keyFile, false)).toHaveLength(2);
});

test('the program refuses while central runs, and says what it does in its help', async () => {
  const program = join(import.meta.dirname, '../../../central/main.ts');
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [program, 'rotate-key', ...args], {
      env: { VPSPILOT_DATA_DIRECTORY: settings.dataDirectory, VPSPILOT_LOG_LEVEL: 'silent' },
    });
  const keys = await readFile(keyFile, 'utf8');
  await withContext(async () => {
    await expect(run()).rejects.toMatchObject({ stderr: expect.stringContaining('Stop it first') });
  });
  expect(await readFile(keyFile, 'utf8')).toBe(keys);
  expect((await run('--help')).stdout).toContain('Central must be stopped');
  expect((await run()).stdout).toContain('122 values sealed anew');
  await expectRotated(await newestKey());
});
