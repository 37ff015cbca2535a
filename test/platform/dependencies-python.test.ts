import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { localDigests } from '../support/local-digests.ts';
import { answerOf, root } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { rebuild } from '../support/rebuild.ts';
import { startPypi } from '../support/registries/pypi.ts';
import { compiledSource, wheelOf } from '../support/registries/pypi-packages.ts';

let pypi: Awaited<ReturnType<typeof startPypi>>;
beforeAll(async () => {
  pypi = await startPypi();
});
afterAll(() => pypi.stop());

/** One node for all: making its environment for pip takes seconds. */
const settings = (more = {}) => nixSettings(root, { pythonIndex: pypi.url, ...more });

/** Another node, which knows nothing of what was fetched before. */
const node = (more = {}) => settings({ root: mkdtempSync(join(root, 'node-')), ...more });

const flask = {
  name: 'Flask',
  type: 'python',
  runtime: { python: '3.11' },
  build: { commands: ['pip install -r requirements.txt'] },
  start: { command: 'gunicorn --bind 127.0.0.1:$PORT app:app' },
};

const app = `from flask import Flask
app = Flask(__name__)

@app.get("/")
def index():
    return "Hello from Flask"
`;

const pinned = `Flask==2.2.2
Werkzeug==2.2.2
Jinja2==3.1.2
MarkupSafe==2.1.2
itsdangerous==2.1.2
click==8.1.3
gunicorn==20.1.0
setuptools==66.1.1
`;

/** A project that answers with Flask, with these requirements. */
function flaskProject(requirements: string, own = settings(), options = {}) {
  const project = nixProject(own, options);
  project.configure(flask);
  project.repository.write('app.py', app);
  project.repository.write('requirements.txt', requirements);
  return project;
}

test('pip install -r runs unchanged with pinned packages; the same lock needs no index, and the build is the same', async () => {
  const project = flaskProject(pinned);
  const first = await project.deploy();
  expect(first.step.notes.join()).toContain('8 packages from requirements.txt, 8 fetched');
  expect(first.step.warnings).toEqual([]);
  expect(await answerOf(first.storePath)).toBe('Hello from Flask');
  pypi.setOff(true);
  try {
    project.repository.write('app.py', app.replace('Hello', 'Again'));
    const second = await project.deploy();
    expect(second.step.notes.join()).toContain('8 packages from requirements.txt, 0 fetched');
    expect(await answerOf(second.storePath)).toBe('Again from Flask');
    await rebuild(settings(), second.flake);
  } finally {
    pypi.setOff(false);
  }
});

test('packages that nobody pinned are chosen by pip, which is said, and are the same next time', async () => {
  const project = flaskProject(
    '-r base.txt\n-c limits.txt\ngunicorn ; python_version >= "3.8"\nno-such-package ; sys_platform == "win32"\n',
  );
  project.repository.write('base.txt', 'flask>=2 # the web\n');
  project.repository.write('limits.txt', 'werkzeug<3\nnever-used==1\n');
  const first = await project.deploy();
  expect(first.step.warnings.join()).toContain('lock_missing');
  expect(first.step.notes.join()).toContain('8 packages from requirements.txt');
  expect(await answerOf(first.storePath)).toBe('Hello from Flask');
  pypi.setOff(true);
  try {
    expect((await project.deploy()).storePath).toBe(first.storePath);
  } finally {
    pypi.setOff(false);
  }
});

describe('hashes', () => {
  const withHashes = (change = (hash: string) => hash) =>
    pinned
      .trim()
      .split('\n')
      .map((line) => {
        const [name = ''] = line.toLowerCase().split('==');
        return `${line} \\\n    --hash=sha256:${'0'.repeat(64)} \\\n    --hash=sha256:${change(pypi.file(name).sha256)}\n`;
      })
      .join('');

  test('are verified by the agent and by pip', async () => {
    const { step, storePath } = await flaskProject(withHashes()).deploy();
    expect(step.warnings).toEqual([]);
    expect(await answerOf(storePath)).toBe('Hello from Flask');
  });

  test('that no file has are refused', async () => {
    const project = flaskProject(
      withHashes((hash) => hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))),
    );
    await expect(project.deploy()).rejects.toMatchObject({ code: 'dependency_changed' });
  });

  test.each([true, false])(
    'of first use count where the project has none (the index has some: %s)',
    async (hashes) => {
      const small = (text: string) =>
        wheelOf('small', '1.0', { files: new Map([['small.py', Buffer.from(text)]]) });
      const index = await startPypi({ files: [small('x = 1')], hashes });
      const digests = localDigests();
      try {
        const own = () => node({ pythonIndex: index.url });
        const deploy = () => {
          const project = flaskProject('small==1.0\n', own(), { digests });
          project.configure({ ...flask, start: { command: 'python app.py' } });
          return project.deploy();
        };
        await deploy();
        index.publish(small('x = 2'));
        await expect(deploy()).rejects.toThrow(/dependency_changed: pip .*small-1.0/);
      } finally {
        await index.stop();
      }
    },
  );
});

describe('source archives', () => {
  test('without a wheel are compiled in the build, where there is no network', async () => {
    const index = await startPypi({
      files: [compiledSource('forty-two', '1.0'), compiledSource('forty-two', '0.9', 1)],
    });
    try {
      const project = flaskProject('forty-two<2\n', settings({ pythonIndex: index.url }));
      project.configure({
        ...flask,
        test: { command: 'python -c "import forty_two; assert forty_two.answer() == 42"' },
      });
      const { step } = await project.deploy();
      expect(step.outputs.join('\n')).toContain('forty-two 1.0 has no wheel');
    } finally {
      await index.stop();
    }
  });
});

describe('private indexes', () => {
  const token = 'POISON-python-token';

  test('are opened by a secret that reaches neither build nor store', async () => {
    const index = await startPypi({
      token,
      files: [wheelOf('inner', '1.0', { files: new Map([['inner.py', Buffer.from('x = 1')]]) })],
    });
    try {
      const address = index.url.replace('//', '//__token__:${INDEX_TOKEN}@');
      const requirements = `--extra-index-url ${address}\ninner==1.0\n`;
      const project = flaskProject(requirements, settings(), { secrets: { INDEX_TOKEN: token } });
      project.configure({ ...flask, test: { command: 'python -c "import inner"' } });
      const { flake, storePath, step, dependencies } = await project.deploy();
      const paths = [flake.directory, storePath, ...dependencies.map((set) => set.storePath)];
      const search = (text: string) =>
        spawnSync('grep', ['-rlF', text, ...paths], { encoding: 'utf8' }).stdout;
      expect(search(token)).toBe('');
      expect(search('INDEX_TOKEN')).not.toBe('');
      expect(step.outputs.join()).not.toContain(token);
      await expect(
        flaskProject(requirements, settings(), { secrets: {} }).deploy(),
      ).rejects.toMatchObject({ code: 'secrets_missing' });
      await expect(
        flaskProject(requirements, settings(), { secrets: { INDEX_TOKEN: 'wrong' } }).deploy(),
      ).rejects.toMatchObject({
        code: 'dependency_fetch_failed',
        hint: expect.stringContaining('secret'),
      });
    } finally {
      await index.stop();
    }
  });
});

describe('addresses and folders', () => {
  test('a wheel at an address, a wheel in the repository and the project itself', async () => {
    const wheel = (name: string) =>
      wheelOf(name, '1.0', { files: new Map([[`${name}.py`, Buffer.from('x = 1')]]) });
    const index = await startPypi({ files: [wheel('faraway')], html: true });
    try {
      const address = index.file('faraway').url;
      const project = flaskProject(
        `faraway @ ${address}\n./vendor/${wheel('nearby').filename}\n-e .\n`,
        settings({ pythonIndex: index.url }),
      );
      project.repository.write(`vendor/${wheel('nearby').filename}`, wheel('nearby').content);
      project.repository.write(
        'pyproject.toml',
        '[project]\nname = "mine"\nversion = "1.0"\ndependencies = ["itsdangerous"]\n[build-system]\nrequires = ["setuptools", "wheel"]\nbuild-backend = "setuptools.build_meta"\n[tool.setuptools]\npy-modules = ["app"]\n',
      );
      project.configure({
        ...flask,
        test: { command: 'python -c "import faraway, nearby, itsdangerous"' },
      });
      await project.deploy();
    } finally {
      await index.stop();
    }
  });

  test('a commit of another repository', async () => {
    const other = gitRepository(mkdtempSync(join(root, 'other-')));
    other.write(
      'setup.py',
      'from setuptools import setup\nsetup(name="elsewhere", version="3.0", py_modules=["elsewhere"])\n',
    );
    other.write('elsewhere.py', 'x = 1');
    const project = flaskProject(`git+file://${other.directory}@${other.commit()}#egg=elsewhere\n`);
    const command = 'python -c "import elsewhere"';
    project.configure({ ...flask, test: { command } });
    await project.deploy();
  });

  test.each([
    ['git+https://example.com/x/y@main#egg=y', 'names no single commit'],
    ['-r ../other.txt', 'outside of the repository'],
    ['-r missing.txt', 'which the repository does not have'],
    ['flask === = 2', 'not understood'],
    ['no-such-package==1.0', 'No package index has no-such-package'],
    ['flask==99', 'flask 99 is not there; the index has 2.2.2'],
    ['flask>99', 'could not choose versions'],
  ])('%s is refused with what is wrong', async (line, expected) => {
    await expect(flaskProject(`${line}\n`).deploy()).rejects.toThrow(expected);
  });
});
