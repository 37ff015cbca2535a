import type { Draft } from './draft.ts';
import type { SourceFiles } from './source-files.ts';

const paths = [
  '/health',
  '/healthz',
  '/api/health',
  '/api/healthz',
  '/livez',
  '/healthcheck',
  '/health-check',
  '/up',
];
const quoted = new RegExp(`["'\`](?:GET )?(${paths.join('|')})/?["'\`]`);
/** Django, Rails and Laravel take them without the slash in front: path("health", …), get "up" => …. */
const bare = /\b(?:path|get)[ (]{1,3}["'](healthz?|health-?check|up)(\/?)["']/;
/** Routes that are files: Next.js, SvelteKit, Nuxt, Remix. */
const routeFiles: readonly (readonly [pattern: RegExp, url: string])[] = [
  [/^(src\/)?app\/api\/health\/route\.[jt]sx?$/, '/api/health'],
  [/^(src\/)?app\/health\/route\.[jt]sx?$/, '/health'],
  [/^(src\/)?pages\/api\/health\.[jt]sx?$/, '/api/health'],
  [/^src\/routes\/health\/\+server\.[jt]s$/, '/health'],
  [/^server\/api\/health(\.get)?\.[jt]s$/, '/api/health'],
  [/^server\/routes\/health(\.get)?\.[jt]s$/, '/health'],
  [/^app\/routes\/health(\.route)?\.[jt]sx?$/, '/health'],
];
const sources = /\.(js|mjs|cjs|ts|mts|jsx|tsx|py|rb|ru|go|php)$/;
const skipped =
  /^(node_modules|vendor|test|tests|spec|__tests__|dist|build|public|static|assets|docs|examples?|migrations|\..*)\/$/;
const filesMax = 200;
const depthMax = 6;

/** A route which the source obviously has for this purpose. */
export function addHealthPath(draft: Draft, files: SourceFiles): void {
  if (draft.config.healthcheck !== undefined) return;
  for (const path of walk(files)) {
    const route = routeFiles.find(([pattern]) => pattern.test(path));
    if (route !== undefined) {
      draft.health(route[1], path);
      return;
    }
    const url = routeIn(files.read(path) ?? '');
    if (url !== undefined) {
      draft.health(url, `${path} mentions it`);
      return;
    }
  }
}

function routeIn(text: string): string | undefined {
  const [, name, slash = ''] = bare.exec(text) ?? [];
  return quoted.exec(text)?.[1] ?? (name === undefined ? undefined : `/${name}${slash}`);
}

/** Source files, those at the top first. */
function walk(files: SourceFiles): string[] {
  const found: string[] = [];
  let folders = [''];
  for (let depth = 0; depth < depthMax && found.length < filesMax; depth++) {
    const paths = folders
      .slice(0, filesMax)
      .flatMap((folder) => files.list(folder).map((name) => ({ name, path: `${folder}${name}` })));
    found.push(...paths.filter(({ name }) => isSource(name)).map(({ path }) => path));
    folders = paths
      .filter(({ name }) => name.endsWith('/') && !skipped.test(name))
      .map(({ path }) => path);
  }
  return found.slice(0, filesMax);
}

function isSource(name: string): boolean {
  // Laravel puts /api before what stands in api.php.
  return sources.test(name) && name !== 'api.php' && !/[._](test|spec)\./.test(name);
}
