import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, root } from '../support/nix-node.ts';
import { nixProject, nixSettings } from '../support/nix-project.ts';
import { startPypi } from '../support/registries/pypi.ts';

let pypi: Awaited<ReturnType<typeof startPypi>>;
beforeAll(async () => {
  pypi = await startPypi();
});
afterAll(() => pypi.stop());

const settings = (more = {}) =>
  nixSettings(mkdtempSync(join(root, 'node-')), { pythonIndex: pypi.url, ...more });

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

test('pip install -r runs unchanged and offline with pinned packages; nothing is fetched again', async () => {
  const project = nixProject(settings());
  project.configure(flask);
  project.repository.write('app.py', app);
  project.repository.write('requirements.txt', pinned);
  const first = await project.deploy();
  expect(first.step.notes.join()).toContain('8 packages from requirements.txt, 8 fetched');
  expect(await answerOf(first.storePath)).toBe('Hello from Flask');
});
