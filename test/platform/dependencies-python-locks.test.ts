import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, root } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { startPypi } from '../support/registries/pypi.ts';

let pypi: Awaited<ReturnType<typeof startPypi>>;
beforeAll(async () => {
  pypi = await startPypi();
});
afterAll(() => pypi.stop());

const names = ['flask', 'werkzeug', 'jinja2', 'markupsafe', 'itsdangerous', 'click'];
const app = `from flask import Flask
app = Flask(__name__)

@app.get("/")
def index():
    return "Hello from Flask"
`;

function project(files: Record<string, string>, config: object) {
  const made = nixProject(nixSettings(root, { pythonIndex: pypi.url }));
  made.configure({ name: 'Locked', type: 'python', runtime: { python: '3.11' }, ...config });
  made.repository.write('app.py', app);
  for (const [name, text] of Object.entries(files)) made.repository.write(name, text);
  return made;
}

const versionOf = (name: string) => pypi.file(name).filename.split('-')[1] ?? '';

describe('uv.lock', () => {
  const entry = (name: string, dependencies: string[], more = '') => {
    const { url, sha256, content } = pypi.file(name);
    const wants = dependencies.map((one) => `{ name = "${one}" }`).join(', ');
    return `[[package]]
name = "${name}"
version = "${versionOf(name)}"
source = { registry = "https://index.example.org/simple" }
dependencies = [${wants}${more}]
wheels = [{ url = "${url}", hash = "sha256:${sha256}", size = ${content.length} }]
`;
  };
  const lock = () => `version = 1
requires-python = ">=3.11"

[[package]]
name = "locked"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "flask" }, { name = "pywin32", marker = "sys_platform == 'win32'" }]

[package.dev-dependencies]
dev = [{ name = "wheel" }]

${entry('flask', ['werkzeug', 'jinja2', 'itsdangerous', 'click'])}
${entry('werkzeug', ['markupsafe'])}
${entry('jinja2', ['markupsafe'])}
${['markupsafe', 'itsdangerous', 'click', 'wheel'].map((name) => entry(name, [])).join('\n')}
[[package]]
name = "pywin32"
version = "306"
source = { registry = "https://index.example.org/simple" }
wheels = [{ url = "https://files.example.org/pywin32-306-cp311-cp311-win_amd64.whl", hash = "sha256:00", size = 1 }]
`;
  const pyproject = '[project]\nname = "locked"\nversion = "0.1.0"\ndependencies = ["flask"]\n';

  test('uv sync and uv run are what the project writes; without an index the same builds again', async () => {
    const files = { 'uv.lock': lock(), 'pyproject.toml': pyproject };
    const locked = project(files, {
      build: { commands: ['uv sync --frozen --no-dev'] },
      start: { command: 'uv run flask run --port $PORT' },
    });
    const first = await locked.deploy();
    expect(first.step.notes.join()).toContain('6 packages from uv.lock, 6 fetched');
    expect(await answerOf(first.storePath)).toBe('Hello from Flask');
    pypi.setOff(true);
    try {
      locked.repository.write('app.py', app.replace('Hello', 'Again'));
      const second = await locked.deploy();
      expect(await answerOf(second.storePath)).toBe('Again from Flask');
    } finally {
      pypi.setOff(false);
    }
  });

  test('a file with another hash is refused', async () => {
    const { sha256 } = pypi.file('click');
    const other = sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    const files = { 'uv.lock': lock().replace(sha256, other), 'pyproject.toml': pyproject };
    const locked = project(files, { start: { command: 'python app.py' } });
    await expect(locked.deploy()).rejects.toMatchObject({
      code: 'dependency_fetch_failed',
      message: expect.stringMatching(/click 8.*does not match/),
    });
  });
});

describe('poetry.lock', () => {
  const lock = () =>
    [...names, 'gunicorn', 'setuptools', 'wheel']
      .map(
        (name) => `[[package]]
name = "${name}"
version = "${versionOf(name)}"
description = ""
optional = false
python-versions = "*"
groups = ["${name === 'wheel' ? 'dev' : 'main'}"]
files = [
    {file = "${pypi.file(name).filename}", hash = "sha256:${pypi.file(name).sha256}"},
    {file = "${name}-${versionOf(name)}.tar.gz", hash = "sha256:00"},
]
`,
      )
      .join('\n') +
    '\n[metadata]\nlock-version = "2.1"\npython-versions = "^3.11"\ncontent-hash = "x"\n';
  const pyproject =
    '[tool.poetry]\nname = "locked"\nversion = "0.1.0"\npackage-mode = false\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "*"\n';

  test.each([
    { build: { commands: ['pip install --upgrade pip', 'poetry install --no-root --only main'] } },
    { build: {} },
  ])('$build.commands', async (config) => {
    const files = { 'poetry.lock': lock(), 'pyproject.toml': pyproject };
    const locked = project(files, {
      ...config,
      start: { command: 'poetry run gunicorn -b 127.0.0.1:$PORT app:app' },
    });
    const { step, storePath } = await locked.deploy();
    expect(step.notes.join()).toContain('8 packages from poetry.lock');
    expect(await answerOf(storePath)).toBe('Hello from Flask');
  });
});

test('Pipfile.lock: hashes without names of files', async () => {
  const packages = Object.fromEntries(
    names.map((name) => [
      name,
      {
        version: `==${versionOf(name)}`,
        hashes: [`sha256:${'0'.repeat(64)}`, `sha256:${pypi.file(name).sha256}`],
      },
    ]),
  );
  const lock = JSON.stringify({ _meta: {}, default: packages, develop: {} });
  const locked = project(
    { 'Pipfile.lock': lock, Pipfile: '[[source]]\nurl = "https://pypi.org/simple"\n' },
    { start: { command: 'flask run --port $PORT' } },
  );
  const { step, storePath } = await locked.deploy();
  expect(step.outputs).toContain('$ pipenv sync');
  expect(await answerOf(storePath)).toBe('Hello from Flask');
});
