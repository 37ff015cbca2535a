import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, settings } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { rebuild } from '../support/rebuild.ts';
import { debianModule, startGoProxy } from '../support/registries/goproxy.ts';

let proxy: Awaited<ReturnType<typeof startGoProxy>>;

beforeAll(async () => {
  const chi = { path: 'github.com/go-chi/chi/v5', version: 'v5.0.7' };
  const debian = await debianModule('golang-github-go-chi-chi-dev', 'github.com/go-chi/chi', chi);
  proxy = await startGoProxy({ modules: [debian] });
}, 120_000);
afterAll(() => proxy.stop());

const example = new URL('../../examples/go-api/', import.meta.url).pathname;

/** The example, with the hashes of the module as Debian has it. */
function goProject(options: Parameters<typeof nixProject>[1] = {}, more: object = {}) {
  const node = nixSettings(settings.root, { goProxy: proxy.url, ...more });
  const app = nixProject(node, options);
  cpSync(example, app.repository.directory, { recursive: true });
  app.repository.write('go.sum', proxy.goSum());
  return app;
}

const config = (more: object) => ({
  ...JSON.parse(readFileSync(join(example, 'config.vpspilot.json'), 'utf8')),
  ...more,
});

describe('the example', () => {
  test('is built and tested without network, answers, and needs no Go to run', async () => {
    const app = goProject();
    const { storePath, dependencies, step } = await app.deploy();
    expect(dependencies.map(({ ecosystem }) => ecosystem)).toEqual(['go']);
    expect(step.notes).toContainEqual('1 packages from go.sum, 2 fetched');
    const answer = JSON.parse(await answerOf(storePath, { GREETING: 'Good morning' }));
    expect(answer).toEqual({ greeting: 'Good morning', go: expect.stringMatching(/^go1\.24/) });
    const closure = execFileSync('nix-store', ['--query', '--requisites', storePath]).toString();
    expect(closure).not.toMatch(/go_1|golang|dependencies/);
  });

  test('with the registry off and an unchanged lock: built again, bit by bit the same', async () => {
    const app = goProject();
    app.configure(config({ test: undefined }));
    await app.deploy();
    proxy.setOff(true);
    try {
      app.repository.write('changed.txt', '');
      const { flake, dependencies } = await app.deploy();
      expect(dependencies).toHaveLength(1);
      await rebuild(settings, flake);
    } finally {
      proxy.setOff(false);
    }
  });
});

/** A program that answers with what the expression gives. */
const serving = (imports: string, expression: string) =>
  `package main

${imports}
import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(response http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(response, ${expression})
	})
	http.ListenAndServe(":"+os.Getenv("PORT"), nil)
}
`;

const hello = {
  path: 'example.org/Private/hello',
  version: 'v1.0.0',
  files: {
    'go.mod': 'module example.org/Private/hello\n',
    'hello.go': 'package hello\n\nfunc Hello() string { return "hello" }\n',
  },
};
const requires = `module example.org/app\n\ngo 1.19\n\nrequire ${hello.path} ${hello.version}\n`;

test('another Go; no commands, one program in cmd, a vendor folder: no registry is asked', async () => {
  const app = nixProject(nixSettings(settings.root, { goProxy: 'http://127.0.0.1:1' }));
  app.configure({ name: 'Vendored', type: 'go', runtime: { go: '1.19' } });
  const imports = `import "${hello.path}"\nimport "runtime"\n`;
  app.repository.write('cmd/server/main.go', serving(imports, 'hello.Hello(), runtime.Version()'));
  app.repository.write('go.mod', requires);
  app.repository.write(`vendor/${hello.path}/hello.go`, hello.files['hello.go']);
  const listed = `# ${hello.path} ${hello.version}\n## explicit\n${hello.path}\n`;
  app.repository.write('vendor/modules.txt', listed);
  const { storePath, dependencies } = await app.deploy();
  expect(dependencies).toEqual([]);
  expect(await answerOf(storePath)).toMatch(/^hello ?go1\.19/);
});

test('a private module, whose login is for the fetcher only; C is compiled', async () => {
  const token = `canary-${Math.random().toString(36).slice(2)}`;
  const own = await startGoProxy({ modules: [hello], token });
  try {
    const secrets = { GOPROXY: own.url.replace('//', `//ci:${token}@`) };
    const app = nixProject(nixSettings(settings.root), { secrets });
    app.configure({ name: 'Private', type: 'go', build: { commands: ['go build'] } });
    const c = `// static int two(void) { return 2; }\nimport "C"\nimport "${hello.path}"\n`;
    app.repository.write('main.go', serving(c, 'hello.Hello(), int(C.two())'));
    app.repository.write('go.mod', requires);
    app.repository.write('go.sum', own.goSum());
    const { storePath, flake, step } = await app.deploy();
    expect(await answerOf(storePath)).toBe('hello2');
    const names = ['flake.nix', 'flake.lock'].map((name) => join(flake.directory, name));
    const texts = [...names, join(storePath, 'bin/start')].map((name) =>
      readFileSync(name, 'utf8'),
    );
    expect([...texts, ...step.outputs, ...step.notes].join('\n')).not.toContain(token);
  } finally {
    await own.stop();
  }
});
