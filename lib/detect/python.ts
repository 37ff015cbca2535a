import { isPlainWord } from './clean.ts';
import type { Draft } from './draft.ts';
import { addAssetBuild, hasFile } from './package-manager.ts';
import { addPythonInstall, hasPythonManifest, usesPackage } from './python-tools.ts';
import type { Recipe } from './recipe.ts';
import type { SourceFiles } from './source-files.ts';

interface Application {
  framework: 'FastAPI' | 'Flask' | 'Starlette' | 'Streamlit' | 'Python';
  file: string;
  /** "app.main:app" */
  target?: string;
}

const usualFiles = ['app', 'main', 'wsgi', 'asgi', 'server', 'application', 'run', 'api'];
const places = ['', 'app/', 'src/', 'api/', 'backend/', 'src/app/'];

/** FastAPI, Flask and whatever else is started by a file. */
export const python: Recipe = {
  type: 'python',
  recognise(files) {
    if (!hasPythonManifest(files)) return undefined;
    const { framework, file } = findApplication(files) ?? {};
    // Tools of another language may bring requirements of their own.
    if (file === undefined && hasFile(files, 'package.json')) return undefined;
    return { framework: framework ?? 'Python', because: file ?? 'Python dependencies' };
  },
  fill(draft, files) {
    addPythonInstall(draft, files);
    addAssetBuild(draft, files);
    const application = findApplication(files);
    if (application === undefined) {
      draft.start('python main.py', 'nothing better was found');
      draft.warn(
        'start.command: no app.py or main.py was found; write what starts the application',
      );
      return;
    }
    startApplication(draft, files, application);
  },
};

function startApplication(
  draft: Draft,
  files: SourceFiles,
  { framework, file, target = '' }: Application,
): void {
  const because = `${file}, ${framework}`;
  switch (framework) {
    case 'FastAPI':
    case 'Starlette':
      draft.start(`uvicorn ${target} --host 0.0.0.0 --port $PORT`, because);
      warnIfMissing(draft, files, ['uvicorn', 'fastapi\\[\\w+\\]'], 'uvicorn');
      break;
    case 'Flask':
      draft.start(`gunicorn ${target} --bind 0.0.0.0:$PORT`, because);
      warnIfMissing(draft, files, ['gunicorn'], 'gunicorn');
      break;
    case 'Streamlit':
      draft.start(`streamlit run ${file} --server.port $PORT --server.address 0.0.0.0`, because);
      break;
    default:
      draft.start(`python ${file}`, file);
  }
}

function warnIfMissing(
  draft: Draft,
  files: SourceFiles,
  names: readonly string[],
  name: string,
): void {
  if (names.some((one) => usesPackage(files, one))) return;
  draft.warn(
    `${name} is not among the dependencies: add it, for it is what serves the application`,
  );
}

function findApplication(files: SourceFiles): Application | undefined {
  const candidates = places.flatMap((place) => usualFiles.map((name) => `${place}${name}.py`));
  const found = [...candidates, 'app/__init__.py'].filter(
    (path) => isPlainWord(path) && hasFile(files, path),
  );
  for (const file of found) {
    const application = readApplication(file, files.read(file) ?? '');
    if (application !== undefined) return application;
  }
  const [file] = found.filter((path) => !path.endsWith('__init__.py'));
  if (file === undefined) return undefined;
  return { framework: usesPackage(files, 'streamlit') ? 'Streamlit' : 'Python', file };
}

function readApplication(file: string, text: string): Application | undefined {
  const [, variable, kind] =
    /^(\w+)\s*(?::\s*\w+\s*)?=\s*(?:\w+\.)?(FastAPI|Flask|Starlette)\(/m.exec(text) ?? [];
  // What is below src/ is imported without it when it is a package; here it is a plain folder.
  const module = file.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
  if (variable !== undefined) {
    return { framework: kind as Application['framework'], file, target: `${module}:${variable}` };
  }
  const factory = /^def (create_app|make_app)\([^)]{0,500}\)/m.exec(text)?.[1];
  if (factory === undefined || !/\bFlask\(/.test(text)) return undefined;
  return { framework: 'Flask', file, target: `'${module}:${factory}()'` };
}
