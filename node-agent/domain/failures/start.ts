/** What ends an application just after its start. */
import { type Explanation, running } from './explanation.ts';

/** The path in the line at this place, as the project's author knows it. */
function writtenPath(said: string, at: number): string | undefined {
  const from = said.lastIndexOf('\n', at) + 1;
  const line = said.slice(from, from + 1_000).split('\n', 1)[0] ?? '';
  const path = /['" (](\/[\w@+./-]+)/.exec(line)?.[1];
  return path?.replace(/^\/nix\/store\/[^/]+\/(?:app\/)?/, '');
}

export const startFailures: readonly Explanation[] = [
  {
    code: 'port_in_use',
    pattern: /\bEADDRINUSE\b|address already in use/i,
    stages: running,
    hint: 'The port it wants to listen on is in use: let it listen on the port given in the environment variable PORT, which is free, and on nothing else',
  },
  {
    code: 'port_forbidden',
    pattern:
      /listen EACCES: permission denied \S*:(\d{1,3})$|listen tcp \S*:(\d{1,3}): bind: permission denied|\[Errno 13\] Permission denied: \('[^']*', (\d{1,3})\)/m,
    stages: running,
    hint: 'An application may not listen on a port below 1024: let it listen on the port given in the environment variable PORT; the web server in front of it has 80 and 443',
  },
  {
    code: 'app_key_missing',
    pattern:
      /No application encryption key has been specified|MissingAppKeyException|Unsupported cipher or incorrect key length/,
    hint: 'Laravel needs APP_KEY: run "php artisan key:generate --show", set the result with "vpspilot secrets set PROJECT APP_KEY=-", and put "APP_KEY": "{{APP_KEY}}" into env',
  },
  {
    code: 'secret_key_missing',
    pattern:
      /SECRET_KEY setting must not be empty|KeyError: '(?:DJANGO_)?SECRET_KEY'|Set the (?:DJANGO_)?SECRET_KEY environment variable/,
    hint: 'Django needs SECRET_KEY: set it with "vpspilot secrets set PROJECT SECRET_KEY=-" and put "SECRET_KEY": "{{SECRET_KEY}}" into env (build.env with any value, for commands of the build)',
  },
  {
    code: 'secret_key_missing',
    pattern:
      /Missing `secret_key_base` for 'production' environment|Missing encryption key to decrypt file with/,
    hint: 'Rails needs SECRET_KEY_BASE or RAILS_MASTER_KEY: set it with "vpspilot secrets set PROJECT RAILS_MASTER_KEY=-" and put it into env; for commands of the build set "SECRET_KEY_BASE_DUMMY": "1" in build.env',
  },
  {
    code: 'variable_missing',
    pattern: /KeyError: '([A-Z][A-Z0-9_]+)'|key not found: "([A-Z][A-Z0-9_]+)" \(KeyError\)/,
    hint: ([, python, ruby]) =>
      `The variable ${python ?? ruby} is not set: put it into env, or set it as a secret and refer to it there ("{{${python ?? ruby}}}")`,
  },
  {
    code: 'host_not_allowed',
    pattern: /Invalid HTTP_HOST header: '([^']+)'|Blocked hosts?: (\S+)/,
    hint: ([, django, rails]) =>
      `The framework refuses the host name ${django ?? rails}: add the project's domains to ALLOWED_HOSTS (Django) or config.hosts (Rails)`,
  },
  {
    code: 'folder_not_writable',
    pattern:
      /\bEROFS\b|Read-only file system|EACCES: permission denied, (?:open|mkdir|unlink|rename|copyfile|symlink|rmdir|scandir)|PermissionError: \[Errno (?:13|30)\]|Permission denied @|(?:failed to open stream|could not be opened in append mode|file_put_contents).*Permission denied|directory must be present and writable/,
    hint: (match, said) =>
      `It writes to ${writtenPath(said, match.index) ?? 'a folder of the release'}, and a release cannot be changed: name the folder in "storage" (kept from release to release), or let it write to the folder that TMPDIR names`,
  },
  {
    code: 'service_unreachable',
    pattern:
      /ECONNREFUSED[^\n]*:(5432|3306|6379|27017|5672)\b|SQLSTATE\[(?:HY000\] \[2002|08006)\]|could not translate host name|[Cc]onnection to server at [^\n]*failed|Can't connect to (?:local )?(?:MySQL )?server|Error \d+ connecting to \S+:6379/,
    stages: running,
    hint: 'A database or another service does not answer: check that it runs, and that the address in its variable (DATABASE_URL, REDIS_URL …) is right as seen from the node',
  },
  {
    code: 'module_missing',
    pattern: /ModuleNotFoundError: No module named '(distutils|pkg_resources|setuptools|imp)\b/,
    hint: ([, name]) =>
      `Python no longer brings ${name}: add setuptools to requirements.txt, or set runtime.python to an older version until the package that wants it is updated`,
  },
  {
    code: 'module_missing',
    pattern:
      /Cannot find (?:module|package) '([^']+)'|ModuleNotFoundError: No module named '([^']+)'|cannot load such file -- ([^\s(]+)|^ruby: No such file or directory -- (\S+) \(LoadError\)|Module not found: (?:Error: )?Can't resolve '([^']+)'|failed to resolve import "([^"]+)"|Could not open input file: (\S+)|can't open file '([^']+)'|Failed opening required '([^']+)'/m,
    hint: (match) => {
      const name = match.slice(1).find((part) => part !== undefined) ?? '';
      return /^[./]|\.(?:js|mjs|cjs|ts|php|py|rb)$|^artisan$/.test(name)
        ? `${name} is not in the release: is it made by the build (build.commands, build.output_dir), tracked by git, and written with the same capital letters?`
        : `${name} is not installed: add it to the project's dependencies and commit the lock file (devDependencies are not installed with NODE_ENV=production or --omit=dev)`;
    },
  },
];
