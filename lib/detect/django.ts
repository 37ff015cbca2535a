import { isPlainWord } from './clean.ts';
import type { Draft } from './draft.ts';
import { addAssetBuild, hasFile } from './package-manager.ts';
import { addPythonInstall, usesPackage } from './python-tools.ts';
import type { Recipe } from './recipe.ts';
import type { SourceFiles } from './source-files.ts';

export const django: Recipe = {
  type: 'django',
  recognise(files) {
    const isDjango = /django/i.test(files.read('manage.py') ?? '');
    return isDjango ? { framework: 'Django', because: 'manage.py' } : undefined;
  },
  fill(draft, files) {
    const settingsModule =
      /DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/.exec(
        files.read('manage.py') ?? '',
      )?.[1] ?? 'config.settings';
    const folder = settingsModule.split('.')[0] ?? 'config';
    const settings = settingsText(files, settingsModule);
    addPythonInstall(draft, files);
    addAssetBuild(draft, files);
    const required = addVariables(draft, settings);
    if (/^[ \t]*STATIC_ROOT\s*=/m.test(settings)) {
      draft.build('python manage.py collectstatic --noinput', 'the settings have STATIC_ROOT');
      for (const name of required.filter((one) => !givenToBuilds.includes(one))) {
        draft.buildVariable(
          name,
          'only-for-the-build',
          'collectstatic reads the settings, which want it',
        );
      }
    }
    draft.release('python manage.py migrate --noinput', 'Django migrations');
    addStart(draft, files, folder);
    if (/^ALLOWED_HOSTS\s*=\s*\[\s*\]/m.test(settings)) {
      draft.warn(
        'ALLOWED_HOSTS is empty: with DEBUG off Django answers 400 to everybody; add your domain and 127.0.0.1',
      );
    }
    if (/sqlite3/.test(settings) && !/\benv(iron)?\b|dj_database_url|getenv/.test(settings)) {
      draft.warn(
        'The SQLite file lies in the release, which is read-only: put it into a folder named in "storage"',
      );
    }
  },
};

/** Builds of Django projects have these already. */
const givenToBuilds = ['SECRET_KEY', 'DJANGO_SECRET_KEY'];

/** One file, or a folder of them. */
function settingsText(files: SourceFiles, module: string): string {
  const path = module.replaceAll('.', '/');
  const folder = path.replace(/\/[^/]*$/, '');
  const candidates = [
    `${path}.py`,
    `${path}/__init__.py`,
    `${path}/base.py`,
    `${path}/production.py`,
    `${folder}/base.py`,
  ];
  return candidates.map((one) => files.read(one) ?? '').join('\n');
}

/** Returns those without which the settings cannot be read. */
function addVariables(draft: Draft, settings: string): string[] {
  const required = [
    ...settings.matchAll(
      /(?:os\.environ\[|\b(?:env|config|getenv_required)(?:\.\w+)?\()\s*["']([A-Z][A-Z0-9_]*)["']\s*[\])]/g,
    ),
  ];
  const names = [...new Set(required.map(([, name = '']) => name))].filter(
    (name) => name !== 'PORT',
  );
  const secretKey = /^SECRET_KEY\s*=.*?["']([A-Z][A-Z0-9_]*)["']/m.exec(settings)?.[1];
  for (const name of new Set([...(secretKey === undefined ? [] : [secretKey]), ...names])) {
    if (!name.startsWith('VPSPILOT_')) draft.secret(name, 'the settings read it');
  }
  return names.filter((name) => !name.startsWith('VPSPILOT_'));
}

function addStart(draft: Draft, files: SourceFiles, folder: string): void {
  const usable = isPlainWord(folder);
  if (usable && usesPackage(files, 'gunicorn') && hasFile(files, `${folder}/wsgi.py`)) {
    draft.start(
      `gunicorn ${folder}.wsgi:application --bind 0.0.0.0:$PORT`,
      `${folder}/wsgi.py, gunicorn`,
    );
  } else if (
    usable &&
    usesPackage(files, 'uvicorn(\\[\\w+\\])?') &&
    hasFile(files, `${folder}/asgi.py`)
  ) {
    draft.start(
      `uvicorn ${folder}.asgi:application --host 0.0.0.0 --port $PORT`,
      `${folder}/asgi.py, uvicorn`,
    );
  } else if (usable && usesPackage(files, 'daphne') && hasFile(files, `${folder}/asgi.py`)) {
    draft.start(
      `daphne -b 0.0.0.0 -p $PORT ${folder}.asgi:application`,
      `${folder}/asgi.py, daphne`,
    );
  } else {
    draft.start(
      'python manage.py runserver --noreload 0.0.0.0:$PORT',
      'no gunicorn, uvicorn or daphne among the dependencies',
    );
    draft.warn('runserver is made for development: add gunicorn to the dependencies');
  }
}
