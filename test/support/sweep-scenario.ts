/**
 * Runs on a Nix store of its own: two kept releases, a failed deployment and a stray path, then the
 * sweep on a disk that seems full. Told as one JSON line. Started by test/platform/sweep.test.ts.
 */
import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseAppConfig } from '../../lib/app-config/app-config.ts';
import { createLogger } from '../../lib/logger.ts';
import { runCommand } from '../../lib/run-command.ts';
import { createDiskSpace } from '../../node-agent/adapters/disk-space.ts';
import { createContext } from '../../node-agent/context.ts';
import { keepSwept } from '../../node-agent/loops/sweep.ts';
import { nixProject, nixSettings } from './nix-project.ts';

const [root = ''] = process.argv.slice(2);
const configured = {
  name: 'Kept',
  type: 'nodejs',
  build: { commands: ['npm ci'] },
  start: { command: 'node server.js' },
};
const settings = nixSettings(root, {
  stateDirectory: join(root, 'state'),
  serviceManager: 'process',
});
const app = nixProject(settings);
app.configure(configured);
app.repository.write(
  'package.json',
  '{"name":"x","version":"1.0.0","dependencies":{"ms":"2.1.3"}}',
);

async function build(version: number) {
  app.repository.write('server.js', `console.log(${version})`);
  return await app.deploy();
}

const first = await build(1);
const second = await build(2);
const failed = await build(3);
await writeFile(join(root, 'stray'), 'nobody needs this');
const { stdout } = await runCommand(['nix-store', '--add', join(root, 'stray')]);
const stray = stdout.trim();

const full = { totalBytes: 1e12, freeBytes: 0 };
const { promise: swept, resolve } = Promise.withResolvers<void>();
const logged: string[] = [];
const context = await createContext(settings, {
  space: {
    ...createDiskSpace(settings),
    measure: async () => ({ root: { ...full, freeBytes: 1e12 }, store: full }),
  },
  log: createLogger('agent', {
    level: 'info',
    write(line) {
      logged.push(JSON.parse(line).msg);
      if (/still low|failed/.test(line)) resolve();
    },
  }),
});
const { config } = parseAppConfig(JSON.stringify(configured));
if (config === undefined) throw new Error('the config of the scenario is invalid');
for (const [index, { storePath, generation }] of [first, second].entries()) {
  const number = index + 1;
  const about = { number, deploymentId: `d${number}`, commit: '', environmentVersion: 1, port: 0 };
  const release = { ...about, project: app.project, storePath, generation, config };
  await context.releases.create(release, { file: '', sealed: '' });
}
await mkdir(dirname(app.folders.current), { recursive: true });
await symlink(app.folders.release(2), app.folders.current);

const stopping = new AbortController();
const sweeping = keepSwept(context, stopping.signal);
context.commandEnded.wake();
await swept;
stopping.abort();
await sweeping;

const paths = {
  live: second.storePath,
  rollbackTarget: first.storePath,
  dependencies: second.dependencies[0]?.storePath ?? '',
  failed: failed.storePath,
  stray,
};
const kept = Object.fromEntries(
  Object.entries(paths).map(([name, path]) => [name, existsSync(path)]),
);
// What builds need is still there, or made again without a word.
const again = await build(4);
process.stdout.write(
  JSON.stringify({
    kept,
    logged,
    sameDependencies: again.dependencies[0]?.storePath === paths.dependencies,
  }),
);
