import { describe, expect, test } from 'vitest';
import { type AppConfig, parseAppConfig } from '../../../lib/app-config/app-config.ts';

function parse(value: unknown): AppConfig {
  const { config, problems } = parseAppConfig(JSON.stringify(value, null, 2));
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  if (config === undefined) throw new Error('no config');
  return config;
}

const warningsOf = (value: unknown) =>
  parseAppConfig(JSON.stringify(value)).problems.map(({ path, message }) => `${path}: ${message}`);

const documented = {
  laravel: {
    name: 'My Laravel App',
    type: 'laravel',
    runtime: { php: '8.2', node: '20', composer: 'latest' },
    build: {
      commands: ['composer install --no-dev --optimize-autoloader', 'npm install', 'npm run build'],
    },
    start: { command: 'php artisan serve --host=0.0.0.0 --port=$PORT' },
    env: { APP_ENV: 'production', DB_HOST: '{{DB_HOST}}', APP_KEY: '{{APP_KEY}}' },
    database: { type: 'mysql', version: '8.0' },
  },
  nodejs: {
    name: 'Express API',
    type: 'nodejs',
    runtime: { node: '20', npm: 'latest' },
    build: { commands: ['npm install', 'npm run build'] },
    start: { command: 'npm start' },
    env: { NODE_ENV: 'production', DATABASE_URL: '{{DATABASE_URL}}' },
    healthcheck: { url: '/health', interval: 30 },
  },
  go: {
    name: 'Go API',
    type: 'go',
    runtime: { go: '1.21' },
    build: { commands: ['go build -o app .'] },
    start: { command: './app' },
  },
  python: {
    name: 'Django App',
    type: 'python',
    runtime: { python: '3.11', pip: 'latest' },
    build: {
      commands: ['pip install -r requirements.txt', 'python manage.py collectstatic --noinput'],
    },
    start: { command: 'gunicorn myapp.wsgi:application --bind 0.0.0.0:$PORT' },
    env: { DJANGO_SETTINGS_MODULE: 'myapp.settings', SECRET_KEY: '{{SECRET_KEY}}' },
  },
  static: {
    name: 'React Frontend',
    type: 'static',
    runtime: { node: '20' },
    build: { commands: ['npm install', 'npm run build'], output_dir: 'dist' },
    start: { command: 'npx serve -s dist -p $PORT' },
  },
  custom: { name: 'Custom Project', type: 'custom', nix: { flake_file: './custom-flake.nix' } },
};

describe('Form A, the base', () => {
  test.each(Object.entries(documented))('the documented %s example is accepted', (_, example) => {
    parse(example);
  });

  test('defaults are filled in', () => {
    expect(parse(documented.go)).toMatchObject({
      healthcheck: { url: '/', expect: 'answer', interval: 30, timeout: 5, retries: 3 },
      resources: { memory_limit: '1G', cpu_limit: '1.0' },
      storage: [],
      nix: { packages: [] },
    });
  });

  test('a named health address has to succeed', () => {
    expect(parse(documented.nodejs).healthcheck).toMatchObject({
      url: '/health',
      expect: 'success',
    });
  });

  test('a path loses its ./', () => {
    expect(parse(documented.custom).nix.flake_file).toBe('custom-flake.nix');
  });

  test.each([
    ['"20"', '20'],
    ['20', '20'],
    ['"v20.x"', '20'],
    ['3.10', '3.10'],
    ['"20.11"', '20.11'],
  ])('K24: a version written %s is "%s"', (written, version) => {
    const text = `{"name":"a","type":"go","runtime":{"node":${written}}}`;
    expect(parseAppConfig(text).config?.runtime.node).toBe(version);
  });

  test('numbers and booleans in env are their text', () => {
    const { config } = parseAppConfig('{"name":"a","type":"go","env":{"A":1.50,"B":true}}');
    expect(config?.env).toEqual({ A: '1.50', B: 'true' });
  });

  test.each([
    ['512MB', '512M'],
    ['1.5g', '1.5G'],
    ['256Mi', '256M'],
  ])('a size written %s is %s', (written, size) => {
    const config = parse({ name: 'a', type: 'go', resources: { memory_limit: written } });
    expect(config.resources.memory_limit).toBe(size);
  });

  test('sections that nothing uses yet say so', () => {
    expect(warningsOf(documented.laravel)).toEqual(['database: is kept, but not used yet']);
  });
});

const formB = {
  name: 'shop',
  description: 'A shop',
  tech: ['nodejs'],
  nix: { flake: './flake.nix', package: 'default', shell: 'default' },
  deployment: {
    build_command: 'nix build',
    start_command: 'nix run .#default',
    stop_command: null,
    restart_command: null,
    healthcheck_url: 'http://localhost:3000/health',
    healthcheck_interval: 30,
    healthcheck_timeout: 5,
    healthcheck_retries: 3,
    port: 3000,
    environment: 'production',
  },
  resources: { memory_limit: '1G', cpu_limit: '1.0', disk_limit: '10G' },
  logs: ['/var/log/shop.log'],
  commands: [{ name: 'migrate', command: 'npm run migrate', description: 'Migrates' }],
  backups: {
    enabled: true,
    schedule: '0 2 * * *',
    retention_days: 30,
    env_file: '.env',
    zip_file_name: 'backup',
    database: { connection: 'DB_CONNECTION', database_name: 'DB_DATABASE' },
    directories: ['storage/app'],
  },
  monitoring: { enabled: true, metrics_endpoint: '/metrics', alert_on_failure: true },
};

describe('Form B', () => {
  test('the complete example is its own flake: type custom', () => {
    expect(parse(formB)).toMatchObject({
      type: 'custom',
      build: { commands: [] },
      start: { port: 3000 },
      healthcheck: { url: '/health', expect: 'success', interval: 30, timeout: 5, retries: 3 },
      nix: { flake_file: 'flake.nix', package: 'default' },
      resources: { disk_limit: '10G' },
    });
    expect(parse(formB).start.command).toBeUndefined();
  });

  test('every older key is reported with the key to write', () => {
    const warnings = warningsOf(formB).join('\n');
    expect(warnings).toContain('deployment.port: is an older name of "start.port"');
    expect(warnings).toContain(
      'deployment.start_command: is ignored: vpspilot calls Nix by itself',
    );
    expect(warnings).toContain('deployment.environment: is ignored');
  });

  test('the minimal example starts as its template did', () => {
    const config = parse({ name: 'a', tech: ['nodejs'], deployment: { port: 3000 } });
    expect(config).toMatchObject({ type: 'nodejs', start: { command: 'npm start', port: 3000 } });
  });

  test('deployment.environment as an object can only mean env', () => {
    const config = parse({ name: 'a', type: 'go', deployment: { environment: { A: 'b' } } });
    expect(config.env).toEqual({ A: 'b' });
  });

  test.each([
    [['laravel', 'nodejs'], 'laravel'],
    [['react', 'node'], 'nodejs'],
    [['Go'], 'go'],
  ])('tech %j means %s', (tech, type) => {
    expect(parse({ name: 'a', tech, start: { command: 'x' } }).type).toBe(type);
  });

  test('tech that could mean two types is an error', () => {
    const { problems } = parseAppConfig('{"name":"a","tech":["go","ruby"]}');
    expect(problems[0]).toMatchObject({
      severity: 'error',
      path: 'tech',
      message: 'could mean go or ruby',
    });
  });
});

describe('forms C and D', () => {
  test('C: health check under deployment', () => {
    const { start, healthcheck } = parse({
      ...documented.nodejs,
      healthcheck: undefined,
      deployment: {
        healthcheck_url: 'http://localhost:8000/up',
        healthcheck_interval: 10,
        healthcheck_timeout: 5,
        healthcheck_retries: 3,
      },
    });
    expect(start.command).toBe('npm start');
    expect(healthcheck).toMatchObject({ url: '/up', interval: 10 });
  });

  test('D: comments, tech and backups.dir', () => {
    const { config } = parseAppConfig(`{
      "name": "old", // a comment
      "tech": ["django"],
      "start": { "command": "gunicorn a" },
      "backups": { "env_file": ".env", "zip_file_name": "b", "dir": ["media"], },
    }`);
    expect(config).toMatchObject({ type: 'django', backups: { directories: ['media'] } });
  });

  test('an older key that differs from today’s is an error, one that repeats it is not', () => {
    const both = (healthcheck_interval: number) =>
      parseAppConfig(
        JSON.stringify({
          name: 'a',
          type: 'go',
          healthcheck: { interval: 30 },
          deployment: { healthcheck_interval },
        }),
      ).problems.map(({ severity, message }) => `${severity}: ${message}`);
    expect(both(30)).toEqual(['warning: repeats "healthcheck.interval"']);
    expect(both(40)).toEqual(['error: says 40, but "healthcheck.interval" on line 1 says 30']);
  });
});
