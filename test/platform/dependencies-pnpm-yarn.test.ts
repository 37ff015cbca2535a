import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ask,
  expectToInstall,
  projectLike,
  startProjectsRegistry,
} from '../support/javascript-project.ts';
import { answerOf, server } from '../support/nix-node.ts';
import type { NpmRegistry } from '../support/registries/npm.ts';

const token = 'only-the-fetcher-may-know';

let registry: NpmRegistry;
let privateRegistry: NpmRegistry;
beforeAll(async () => {
  registry = await startProjectsRegistry();
  privateRegistry = await startProjectsRegistry(token);
});
afterAll(async () => {
  await registry.stop();
  await privateRegistry.stop();
});

const pnp = ['-r', './.pnp.cjs'];

test.each([
  { name: 'pnpm-6', install: 'pnpm install', packages: 4 },
  { name: 'pnpm-9', install: 'pnpm install --frozen-lockfile', packages: 4, again: true },
  { name: 'yarn-1', install: 'yarn --frozen-lockfile', packages: 5 },
  { name: 'yarn-3', install: 'yarn install --immutable', packages: 4 },
  { name: 'yarn-4', install: 'corepack enable && yarn', packages: 4, options: pnp, again: true },
])('$name: "$install" runs unchanged', (locked) => expectToInstall(locked, registry));

test.each([
  ['pnpm-9', 'pnpm start'],
  ['yarn-4', 'yarn start'],
])('%s: "%s" starts the release', async (name, command) => {
  const app = projectLike(name, registry, { config: { build: {}, start: { command } } });
  const manifest = join(app.repository.directory, 'package.json');
  const own = {
    ...JSON.parse(readFileSync(manifest, 'utf8')),
    scripts: { start: 'node server.js' },
  };
  app.repository.write('package.json', JSON.stringify(own));
  app.repository.write('server.js', `require('debug');\n${server}`);
  const { storePath } = await app.deploy();
  expect(JSON.parse(await answerOf(storePath))).toMatchObject({ cwd: join(storePath, 'app') });
});

describe('a scope with a private registry of its own', () => {
  const { NPM_TOKEN, url } = { NPM_TOKEN: '${NPM_TOKEN}', url: () => privateRegistry.url };
  const cases = [
    {
      name: 'pnpm-9',
      file: '.npmrc',
      text: () =>
        `@sindresorhus:registry=${url()}\n${url().slice('http:'.length)}:_authToken=${NPM_TOKEN}\n`,
    },
    {
      name: 'yarn-1',
      file: '.npmrc',
      text: () =>
        `@sindresorhus:registry=${url()}\n${url().slice('http:'.length)}:_authToken=${NPM_TOKEN}\n`,
    },
    {
      name: 'yarn-3',
      file: '.yarnrc.yml',
      text: () =>
        `nodeLinker: node-modules\nnpmScopes:\n  sindresorhus:\n    npmRegistryServer: "${url()}"\n    npmAuthToken: "${NPM_TOKEN}"\n`,
    },
  ];

  test.each(cases)('$name: $file says where it is, the token is a secret', async (one) => {
    const secrets = { NPM_TOKEN: token };
    const app = projectLike(one.name, registry, { secrets });
    app.repository.write(one.file, one.text());
    registry.requests.length = 0;
    privateRegistry.requests.length = 0;
    const { storePath, dependencies } = await app.deploy();
    expect(ask(storePath, `console.log(require('@sindresorhus/is').string('x'))`)).toBe('true');
    expect(privateRegistry.requests).toMatchObject([
      { path: '@sindresorhus/is/-/is-4.6.0.tgz', authorization: `Bearer ${token}` },
    ]);
    expect(registry.requests.filter(({ authorization }) => authorization !== undefined)).toEqual(
      [],
    );
    expect(dependencies.flatMap(({ registrySecrets = [] }) => registrySecrets)).toContain(
      'NPM_TOKEN',
    );
  });
});
