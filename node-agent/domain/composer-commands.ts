/** What a project's own commands say about how Composer installs. */

const install = /\bcomposer(?:\.phar|2)?\s+(?:-\S+\s+)*(?:install|i)\b[^;&|]*/g;

/**
 * Whether the packages of require-dev are wanted: unless every `composer install` says otherwise.
 * Where no command names it, a script may, so that they are.
 */
export function installsDevelopment(commands: readonly string[]): boolean {
  const installs = commands.flatMap((command) => command.match(install) ?? []);
  return installs.length === 0 || installs.some((command) => !command.includes('--no-dev'));
}

/** Whether some command wants git repositories instead of archives. */
export function prefersSourceIn(commands: readonly string[]): boolean {
  return commands.some((command) =>
    /--prefer-source|--prefer-install[= ](?:source|auto)/.test(command),
  );
}
