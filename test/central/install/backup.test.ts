import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../../central/config/settings.ts';
import { type Context, createContext } from '../../../central/context.ts';
import { backUpCentral, restoreCentral } from '../../../central/install/backup.ts';
import { runBackupCommand } from '../../../central/install/backup-command.ts';
import { createProject } from '../../../central/projects/create-project.ts';
import { setSecrets } from '../../../central/secrets/change-secrets.ts';
import { environmentFor } from '../../../central/secrets/environment-for.ts';
import { addNode } from '../../support/http-central.ts';

let folder: string;
let settings: Settings;
let projectId: number;
let said: string[];
const say = (line: string) => void said.push(line);

async function withContext<T>(use: (context: Context) => Promise<T>): Promise<T> {
  const context = await createContext(settings);
  return use(context).finally(() => context.close());
}

const setSecret = (value: string) =>
  withContext((context) =>
    setSecrets(context, { projectId, values: { KEY: value }, actor: 'test' }),
  );

const secret = () =>
  withContext(async (context) => (await environmentFor(context, projectId, 'node-oslo')).values);

beforeEach(async () => {
  said = [];
  folder = await mkdtemp(join(tmpdir(), 'vpspilot-backup-'));
  settings = defaultSettings({ dataDirectory: join(folder, 'data'), logLevel: 'silent' });
  projectId = await withContext(async (context) => {
    await addNode(context);
    const repositoryUrl = 'https://github.com/acme/shop.git';
    const created = await createProject(context, { name: 'shop', repositoryUrl, actor: 'test' });
    return created.project.id;
  });
  await setSecret('of monday');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what was backed up while central ran is there again after the machine was lost', async () => {
  const backup = join(folder, 'monday');
  await withContext(() => backUpCentral(settings, { folder: backup, keys: true }, say));
  expect((await readdir(backup)).toSorted()).toEqual([
    'certificate-authority.json',
    'master-keys.json',
    'vpspilot.db',
  ]);
  expect((await stat(backup)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(backup))
    expect((await stat(join(backup, name))).mode & 0o777, name).toBe(0o600);
  await rm(settings.dataDirectory, { recursive: true });
  await withContext(async () => undefined);
  await restoreCentral(settings, { folder: backup, now: new Date() }, say);
  expect(await secret()).toEqual({ KEY: 'of monday' });
});

test('a restore moves what is there aside, and refuses while central runs', async () => {
  const backup = join(folder, 'monday');
  await backUpCentral(settings, { folder: backup, keys: true }, say);
  await setSecret('of tuesday');
  const now = new Date('2026-01-02T03:04:05Z');
  await withContext(async () => {
    const restored = restoreCentral(settings, { folder: backup, now }, say);
    await expect(restored).rejects.toMatchObject({ code: 'data_directory_in_use' });
  });
  expect(await secret()).toEqual({ KEY: 'of tuesday' });
  await restoreCentral(settings, { folder: backup, now }, say);
  expect(await secret()).toEqual({ KEY: 'of monday' });
  const aside = join(settings.dataDirectory, 'before-restore-2026-01-02T03-04-05.000Z');
  expect(await readdir(aside)).toContain('vpspilot.db');
});

test('a backup without keys needs them back, and says so before it touches anything', async () => {
  const backup = join(folder, 'elsewhere');
  await backUpCentral(settings, { folder: backup, keys: false }, say);
  expect(await readdir(backup)).not.toContain('master-keys.json');
  const keys = join(settings.dataDirectory, 'master-keys.json');
  await restoreCentral(settings, { folder: backup, now: new Date() }, say);
  expect(await secret()).toEqual({ KEY: 'of monday' });
  await rm(keys);
  const restored = restoreCentral(settings, { folder: backup, now: new Date() }, say);
  await expect(restored).rejects.toMatchObject({
    code: 'backup_incomplete',
    hint: expect.stringContaining(keys),
  });
  expect(await readdir(settings.dataDirectory)).toContain('vpspilot.db');
});

test('a folder that is there is never written over; a folder that is not there is named', async () => {
  const run = (...args: string[]) =>
    runBackupCommand(args[0] as 'backup', args.slice(1), async () => settings, say);
  await expect(run('backup', folder)).rejects.toMatchObject({ code: 'backup_exists' });
  await expect(run('restore', join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'backup_source_missing',
  });
  await expect(run('restore', settings.dataDirectory, 'more')).rejects.toMatchObject({
    code: 'usage',
  });
  await run('backup', '--help');
  expect(said.join()).toContain('--no-keys');
});
