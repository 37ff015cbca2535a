import type { Draft } from './draft.ts';
import { jsonOf, keysAt, textAt } from './json-file.ts';
import { hasFile } from './package-manager.ts';
import type { SourceFiles } from './source-files.ts';

/** What a JavaScript framework makes: files to be served, or a program. */
export interface Framework {
  title: string;
  /** Packages of which one gives it away. */
  packages: readonly string[];
  /** Where the files are; undefined when this project needs a server. */
  files?(files: SourceFiles): string | undefined;
  /** What starts it where the project has no start script of its own. */
  start?: string;
  /** Its start counts more than scripts.start, which is there for development. */
  ownStart?: boolean;
  /** What must be said. */
  warn?(draft: Draft, files: SourceFiles): void;
}

const configText = (files: SourceFiles, name: string) =>
  ['js', 'mjs', 'cjs', 'ts', 'mts'].map((end) => files.read(`${name}.${end}`) ?? '').join('\n');

/** The first that fits counts: those that build upon another stand before it. */
export const frameworks: readonly Framework[] = [
  {
    title: 'Next.js',
    packages: ['next'],
    files: (files) =>
      /output\s*:\s*["']export["']/.test(configText(files, 'next.config')) ? 'out' : undefined,
    start: 'npx next start -p $PORT',
  },
  {
    title: 'Nuxt',
    packages: ['nuxt', 'nuxt3'],
    files: (files) =>
      /nuxt\s+generate/.test(script(files, 'build')) ? '.output/public' : undefined,
    start: 'node .output/server/index.mjs',
    ownStart: true,
  },
  {
    title: 'SvelteKit',
    packages: ['@sveltejs/kit'],
    files: (files) => (uses(files, '@sveltejs/adapter-static') ? 'build' : undefined),
    start: 'node build',
    ownStart: true,
    warn(draft, files) {
      if (uses(files, '@sveltejs/adapter-node') || uses(files, '@sveltejs/adapter-static')) return;
      draft.warn(
        'SvelteKit needs @sveltejs/adapter-node (a server) or @sveltejs/adapter-static (files) in svelte.config.js',
      );
    },
  },
  {
    title: 'Astro',
    packages: ['astro'],
    files: (files) => (uses(files, '@astrojs/node') ? undefined : 'dist'),
    start: 'HOST=0.0.0.0 node ./dist/server/entry.mjs',
    ownStart: true,
  },
  {
    title: 'Remix',
    packages: ['@remix-run/serve', '@remix-run/node'],
    start: 'npx remix-serve ./build/server/index.js',
  },
  {
    title: 'React Router',
    packages: ['@react-router/serve', '@react-router/node'],
    start: 'npx react-router-serve ./build/server/index.js',
  },
  { title: 'NestJS', packages: ['@nestjs/core'], start: 'node dist/main' },
  { title: 'Fastify', packages: ['fastify'] },
  { title: 'Express', packages: ['express'] },
  { title: 'Koa', packages: ['koa'] },
  { title: 'Hono', packages: ['@hono/node-server'] },
  { title: 'hapi', packages: ['@hapi/hapi'] },
  { title: 'Docusaurus', packages: ['@docusaurus/core'], files: () => 'build' },
  { title: 'Gatsby', packages: ['gatsby'], files: () => 'public' },
  { title: 'Eleventy', packages: ['@11ty/eleventy'], files: () => '_site' },
  {
    title: 'VitePress',
    packages: ['vitepress'],
    files: (files) => (files.list('docs').length > 0 ? 'docs/.vitepress/dist' : '.vitepress/dist'),
  },
  { title: 'Create React App', packages: ['react-scripts'], files: () => 'build' },
  { title: 'Vue CLI', packages: ['@vue/cli-service'], files: () => 'dist' },
  { title: 'Angular', packages: ['@angular/core'], files: angularFolder },
  {
    title: 'Vite',
    packages: ['vite'],
    files: (files) =>
      /outDir\s*:\s*["']([\w./-]+)["']/.exec(configText(files, 'vite.config'))?.[1] ?? 'dist',
  },
  { title: 'Parcel', packages: ['parcel'], files: () => 'dist' },
];

/** Undefined for plain Node.js. */
export function frameworkOf(files: SourceFiles): Framework | undefined {
  return frameworks.find(({ packages }) => packages.some((name) => uses(files, name)));
}

export function script(files: SourceFiles, name: string): string {
  const scripts = jsonOf(files, 'package.json')?.['scripts'];
  return textAt({ scripts }, `scripts.${name}`) ?? '';
}

function uses(files: SourceFiles, name: string): boolean {
  const manifest = jsonOf(files, 'package.json');
  return ['dependencies', 'devDependencies'].some((key) => keysAt(manifest, key).includes(name));
}

/** dist/<project>/browser since Angular 17, dist/<project> before. */
function angularFolder(files: SourceFiles): string {
  const workspace = jsonOf(files, 'angular.json');
  const [project] = keysAt(workspace, 'projects');
  if (project === undefined || !hasFile(files, 'angular.json')) return 'dist';
  const text = files.read('angular.json') ?? '';
  const isNewer = /:application"|browser-esbuild/.test(text);
  return isNewer ? `dist/${project}/browser` : `dist/${project}`;
}
