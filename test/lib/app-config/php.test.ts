import { expect, test } from 'vitest';
import { parseAppConfig } from '../../../lib/app-config/app-config.ts';

function parse(more: object) {
  const base = { name: 'Shop', type: 'laravel', start: { command: 'php artisan serve' } };
  return parseAppConfig(JSON.stringify({ ...base, ...more }));
}

function messages(more: object): string {
  return parse(more)
    .problems.map(({ severity, message, hint }) => `${severity}: ${message} ${hint}`)
    .join('\n');
}

test('K73: extensions and settings of PHP, in the spellings that people use', () => {
  const { config, problems } = parse({
    php: {
      extensions: ['Imagick', 'ext-mongodb'],
      ini: { memory_limit: '512M', max_input_vars: 5000 },
    },
  });
  expect(problems).toEqual([]);
  expect(config?.php).toEqual({
    extensions: ['imagick', 'mongodb'],
    ini: { memory_limit: '512M', max_input_vars: '5000' },
  });
});

test('an unknown extension is answered with all that are known, and the nearest', () => {
  const said = messages({ php: { extensions: ['imagik'] } });
  expect(said).toContain('"gd", ');
  expect(said).toContain('did you mean "imagick"?');
});

test.each([
  [{ 'a\nb': '1' }, 'the name of a setting'],
  [{ memory_limit: "1'2" }, "without the character '"],
  [{ memory_limit: '1\nauto_prepend_file=/etc/passwd' }, 'line breaks'],
])('php.ini keeps to one line: %j', (ini, expected) => {
  expect(messages({ php: { ini } })).toContain(expected);
});

test('Laravel may always write to storage', () => {
  expect(parse({}).config?.storage).toEqual(['storage']);
  const storage = ['public/uploads', 'storage/app', 'storage'];
  expect(parse({ storage }).config?.storage).toEqual(['storage', 'public/uploads']);
  expect(parse({ type: 'nodejs' }).config?.storage).toEqual([]);
});

test('what a build caches from the environment is warned of; other caches are fine', () => {
  const said = (command: string) =>
    messages({ build: { commands: ['composer install', command] } });
  expect(said('php artisan config:cache')).toContain('where no secret is');
  expect(said('php artisan optimize --quiet')).toContain('"php artisan optimize && …"');
  expect(said('php artisan route:cache && php artisan optimize:clear')).toBe('');
});
