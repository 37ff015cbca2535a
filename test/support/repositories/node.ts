import { json, lock, type Repository } from './repository.ts';

const manifest = (more: object) => json({ name: '@us/shop', ...more });

export const node: Readonly<Record<string, Repository>> = {
  Express: {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { start: 'node server.js' },
        dependencies: { express: '5' },
      }),
      'server.js': "app.get('/health', (_, answer) => answer.send('ok'))",
    },
    expected: {
      framework: 'Express',
      config: {
        ...{ name: 'shop', type: 'nodejs', runtime: { node: '24' } },
        build: { commands: ['npm ci'] },
        start: { command: 'npm start' },
        healthcheck: { url: '/health' },
      },
    },
  },
  'Node.js without a start script': {
    files: {
      'package.json': manifest({ main: './src/index.js' }),
      'src/index.js': '',
      '.nvmrc': '22',
    },
    expected: { config: { type: 'nodejs', start: { command: 'node src/index.js' } } },
  },
  'Next.js': {
    files: {
      'pnpm-lock.yaml': "lockfileVersion: '9.0'",
      'package.json': manifest({
        scripts: { build: 'next build', start: 'next start', dev: 'next dev' },
        dependencies: { next: '15' },
        engines: { node: '>=20' },
      }),
      'src/app/api/health/route.ts': '',
    },
    expected: {
      framework: 'Next.js',
      config: {
        type: 'nodejs',
        build: { commands: ['pnpm install --frozen-lockfile', 'pnpm run build'] },
        start: { command: 'pnpm start' },
        healthcheck: { url: '/api/health' },
      },
    },
  },
  'Next.js, exported': {
    files: {
      ...lock,
      'package.json': manifest({ scripts: { build: 'next build' }, dependencies: { next: '15' } }),
      'next.config.mjs': "export default { output: 'export' }",
    },
    expected: { config: { type: 'static', build: { output_dir: 'out' } } },
  },
  Nuxt: {
    files: {
      ...lock,
      'package.json': manifest({ scripts: { build: 'nuxt build' }, dependencies: { nuxt: '3' } }),
    },
    expected: {
      framework: 'Nuxt',
      config: { start: { command: 'node .output/server/index.mjs' } },
    },
  },
  SvelteKit: {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { build: 'vite build' },
        devDependencies: { '@sveltejs/kit': '2', vite: '6' },
      }),
    },
    expected: { config: { type: 'nodejs', start: { command: 'node build' } } },
    warnings: [/adapter-node/],
  },
  Astro: {
    files: {
      ...lock,
      'package.json': manifest({ scripts: { build: 'astro build' }, dependencies: { astro: '5' } }),
    },
    expected: {
      config: {
        type: 'static',
        build: { commands: ['npm ci', 'npm run build'], output_dir: 'dist' },
      },
    },
  },
  Remix: {
    files: {
      'yarn.lock': '# yarn lockfile v1',
      'package.json': manifest({
        scripts: { build: 'remix vite:build', start: 'remix-serve ./build/server/index.js' },
        dependencies: { '@remix-run/serve': '2', '@remix-run/node': '2' },
      }),
    },
    expected: {
      framework: 'Remix',
      config: {
        build: { commands: ['yarn install --frozen-lockfile', 'yarn run build'] },
        start: { command: 'yarn start' },
      },
    },
  },
  Nest: {
    files: {
      'yarn.lock': '__metadata:\n  version: 8\n',
      'package.json': manifest({
        scripts: { build: 'nest build', start: 'nest start', 'start:prod': 'node dist/main' },
        dependencies: { '@nestjs/core': '11' },
      }),
    },
    expected: {
      framework: 'NestJS',
      config: {
        build: { commands: ['yarn install --immutable', 'yarn run build'] },
        start: { command: 'yarn run start:prod' },
      },
    },
  },
  Vite: {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { build: 'vite build', dev: 'vite' },
        devDependencies: { vite: '6' },
      }),
      'index.html': '',
      'vite.config.ts': "export default { build: { outDir: 'www' } }",
    },
    expected: { framework: 'Vite', config: { type: 'static', build: { output_dir: 'www' } } },
  },
  'Vite with a server of its own': {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { build: 'vite build', start: 'NODE_ENV=production node server.js' },
        devDependencies: { vite: '6' },
      }),
      'server.js': '',
    },
    expected: { config: { type: 'nodejs', start: { command: 'npm start' } } },
  },
  'Create React App': {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { start: 'react-scripts start', build: 'react-scripts build' },
        dependencies: { 'react-scripts': '5' },
      }),
    },
    expected: { config: { type: 'static', build: { output_dir: 'build' } } },
  },
  Eleventy: {
    files: {
      ...lock,
      'package.json': manifest({
        scripts: { build: 'eleventy' },
        devDependencies: { '@11ty/eleventy': '3' },
      }),
    },
    expected: { config: { type: 'static', build: { output_dir: '_site' } } },
  },
  'a generator of its own': {
    files: { 'package.json': manifest({ scripts: { build: 'node build.mjs' } }), 'build.mjs': '' },
    expected: {
      framework: 'Static site',
      config: { type: 'static', build: { commands: ['npm run build'] } },
    },
  },
  'a port of its own, no lock file, bun': {
    files: {
      'bun.lock': '{}',
      'package.json': manifest({
        scripts: { start: 'serve --port 4000' },
        dependencies: { fastify: '5' },
        engines: { node: '18' },
      }),
    },
    expected: { framework: 'Fastify', config: { build: { commands: ['npm ci'] } } },
    warnings: [/bun\.lock/, /port 4000/, /Node\.js 18 gets no security fixes/],
  },
};
