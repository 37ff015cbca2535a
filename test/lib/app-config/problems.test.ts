import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAppConfig } from '../../../lib/app-config/app-config.ts';
import { formatProblem } from '../../../lib/app-config/format-problem.ts';
import { placeholdersOf } from '../../../lib/app-config/placeholders.ts';

const base = { name: 'a', type: 'go' };
const said = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return parseAppConfig(text).problems.map((problem) => formatProblem(problem));
};
const errors = (value: unknown) => said(value).filter((line) => !line.includes(' warning: '));

describe('what a problem says', () => {
  test('position, path, what was wrong, what is near, the line and a caret', () => {
    const text = '{\n  "name": "a", "type": "go",\n  "resources": { "memory_limt": "1G" }\n}';
    const [problem] = parseAppConfig(text).problems;
    expect(problem && formatProblem(problem, { text })).toBe(
      [
        'config.vpspilot.json:3:18 resources.memory_limt: unknown key; did you mean "memory_limit"?',
        '    3 │   "resources": { "memory_limt": "1G" }',
        '      │                  ^',
      ].join('\n'),
    );
  });

  test.each([
    [{ ...base, type: 'node' }, 'got "node"; did you mean "nodejs"?'],
    [{ ...base, type: 'pyton' }, 'did you mean "python"?'],
    [{ ...base, port: 3000 }, 'port: unknown key; did you mean "start.port"?'],
    [{ ...base, memory_limit: '1G' }, 'did you mean "resources.memory_limit"?'],
    [{ ...base, deployment: { prot: 1 } }, 'deployment.prot: unknown key; did you mean "port"?'],
    [{ ...base, healthcheck: { interval: '30' } }, 'got "30"; write 30 without quotes'],
    [{ ...base, healthcheck: { url: 'health' } }, 'write "/health"'],
    [{ ...base, start: './app' }, 'write {"command": "./app"}'],
    [{ ...base, build: { commands: 'make' } }, 'write ["make"]'],
    [{ type: 'go' }, 'name: is missing; expected a name'],
    [{ name: 'a' }, 'type: is missing; expected one of "laravel"'],
    [{ name: 'a', type: 'nodejs' }, 'for example "start": {"command": "npm start"}'],
    [{ name: 'a', type: 'laravel' }, 'php artisan serve'],
    [{ ...base, env: { PORT: '1' } }, 'PORT is set by vpspilot'],
    [{ ...base, env: { VPSPILOT_X: '1' } }, 'VPSPILOT_ are set by vpspilot'],
    [{ ...base, env: { 'A-B': '1' } }, 'expected a variable name'],
    [{ ...base, env: { A: '{{A-B}}' } }, '{{A-B}} is not the name of a secret'],
    [{ ...base, build: { env: { A: '{{A}}' } } }, 'secrets cannot be used in the build'],
    [{ ...base, resources: { memory_limit: '0G' } }, 'expected a size'],
    [{ ...base, resources: { cpu_limit: '0' } }, 'expected CPU cores'],
    [{ ...base, backups: { schedule: 'daily' } }, 'expected a cron line'],
  ])('%j: %s', (value, message) => {
    expect(errors(value).join('\n')).toContain(message);
  });

  test.each([
    [
      '{"name":"a","name":"b","type":"go"}',
      '1:13 name: this key is here twice; it was on line 1 already',
    ],
    ["{'name': 1}", 'strings take double quotes'],
    ['{"name": a}', 'did you mean "a", in double quotes?'],
    ['', 'the file is empty'],
    ['// only this', 'expected a value'],
    ['[]', 'expected an object { … }, got an empty list'],
    ['{"name":"a","type":"go","env":{"__proto__":"x"}}', 'this cannot be a key'],
  ])('text %s', (text, message) => {
    expect(said(text).join('\n')).toContain(message);
  });

  test('several problems at once, in the order of the file', () => {
    const lines = said('{"name":"", "type":"x",\n"storage":["/etc"]}');
    expect(lines).toHaveLength(3);
    expect(lines.map((line) => line.split(' ')[0]?.split(':').slice(1).join(':'))).toEqual([
      '1:9',
      '1:20',
      '2:12',
    ]);
  });

  test('a file with ten thousand wrong keys has fifty problems and says how many more', () => {
    const text = JSON.stringify(
      Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, 1])),
    );
    const before = process.cpuUsage();
    const lines = said(text);
    expect(lines).toHaveLength(51);
    // Two keys that every file must have are missing as well.
    expect(lines.at(-1)).toMatch(/and 99\d\d more problems/);
    // Of this process alone: other tests may keep the machine busy.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(900);
  });
});

describe('placeholders', () => {
  test('spaces inside are fine, and names come sorted, each once', () => {
    const { config } = parseAppConfig(
      JSON.stringify({ ...base, env: { A: '{{ Z }}', B: '{{A}}', C: '{{Z}}', D: 'text' } }),
    );
    expect(config?.env['A']).toBe('{{Z}}');
    expect(config && placeholdersOf(config)).toEqual(['A', 'Z']);
  });

  test('3.7: inside a longer text they are only text, with a warning', () => {
    const text = JSON.stringify({ ...base, env: { A: 'x{{B}}' } });
    expect(parseAppConfig(text).config?.env['A']).toBe('x{{B}}');
    expect(said(text)[0]).toContain('warning: env.A: {{…}} inside a longer text is not replaced');
  });
});

describe('nothing gets out of the tree or into a terminal', () => {
  const paths = [
    '../x',
    '/etc',
    'a/../../b',
    '-rf',
    'a\\b',
    'a/-x',
    '~/x',
    'C:/x',
    'a\u0000b',
    '.',
    './',
  ];
  const places = (path: string) => [
    { nix: { flake_file: path }, type: 'custom' },
    { storage: [path] },
    { build: { output_dir: path } },
    { backups: { directories: [path] } },
    { backups: { env_file: path } },
  ];

  test.each(paths)('the path %j is refused everywhere', (path) => {
    for (const place of places(path)) expect(errors({ ...base, ...place })).not.toEqual([]);
  });

  const strings = (text: string) => [
    { name: text },
    { build: { commands: [text] } },
    { start: { command: text } },
    { release: { command: text } },
    { test: { command: text } },
    { env: { A: text } },
    { env: { [text]: 'a' } },
    { healthcheck: { url: `/${text}` } },
    { runtime: { node: text } },
    { nix: { packages: [text] } },
    { nix: { package: text } },
    { resources: { memory_limit: text } },
    { storage: [text] },
  ];

  test('a NUL or an escape sequence is refused in every text', () => {
    for (const place of ['a\u0000b', 'a\u001B[31mb'].flatMap(strings)) {
      expect(errors({ ...base, ...place })).not.toEqual([]);
    }
  });

  test('a line break is refused in every text but a value of env', () => {
    for (const place of strings('a\nb')) {
      const isValue = 'env' in place && 'A' in place.env;
      expect(errors({ ...base, ...place }).length > 0).toBe(!isValue);
    }
  });

  test('names of Nix packages hold no Nix', () => {
    for (const text of ["''", '$\u007Bx}', 'a;b', 'a b', '(x)', '`x`', '$(x)']) {
      expect(errors({ ...base, nix: { packages: [text] } })).not.toEqual([]);
    }
  });

  test('a problem shows no control characters', () => {
    const key = 'a\u001B]0;x\u0007\u202E';
    expect(said({ ...base, [key]: '\u001B[2J' }).join('')).not.toMatch(/[\p{Cc}\u202E]/u);
  });
});

describe('any input', () => {
  test('a text of 1 MB is refused by its size, at once', () => {
    expect(said(`{"name":"${'x'.repeat(1e6)}"}`)[0]).toContain(
      'expected a file of at most 256 KiB',
    );
  });

  test.each(['[', '{"a":', '[{"a":'])('deep nesting of %s is refused', (open) => {
    expect(said(open.repeat(20_000))[0]).toContain('nested more than 32 levels deep');
  });

  test('never throws, and always has a position inside the text', () => {
    const json = fc.json().map((text) => text.replace(/^\{/, '{"name":"a","env":1,'));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), json), (text) => {
        const { config, problems } = parseAppConfig(text);
        expect(config === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        for (const problem of problems) {
          expect(problem.line).toBeLessThanOrEqual(text.split('\n').length);
          formatProblem(problem, { text });
        }
      }),
      { numRuns: 150 },
    );
  });

  test('never throws with the known keys and any values', () => {
    const keys = [
      'name',
      'type',
      'tech',
      'env',
      'start',
      'build',
      'nix',
      'deployment',
      'backups',
      'constructor',
      '__proto__',
      'runtime',
      'toString',
    ];
    const inner = [
      'command',
      'commands',
      'port',
      'flake',
      'healthcheck_url',
      'start_command',
      'environment',
      'dir',
      '__proto__',
      'node',
      'env',
    ];
    const object = (names: string[], value: fc.Arbitrary<unknown>) =>
      fc.array(fc.tuple(fc.constantFrom(...names), value)).map((pairs) => {
        const parts = pairs.map(
          ([key, one]) =>
            `${JSON.stringify(key)}:${typeof one === 'string' && one.startsWith('{') ? one : JSON.stringify(one)}`,
        );
        return `{${parts.join(',')}}`;
      });
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      object(inner, fc.jsonValue({ maxDepth: 1 })),
    );
    fc.assert(
      fc.property(object(keys, value), (text) => {
        const { config, problems } = parseAppConfig(text);
        expect(config === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 200 },
    );
  });
});
