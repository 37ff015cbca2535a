import { isReservedVariable } from '../../lib/app-config/placeholders.ts';
import { environmentKey } from '../../lib/app-config/rules.ts';
import { UserError } from '../../lib/user-error.ts';

/** Linux refuses a single environment string above 128 KiB; half of it leaves room for its name and copies. */
export const secretValueMaxBytes = 64 * 1024;

/** Everything together must fit into what Linux gives to a new process (2 MiB with arguments). */
export const environmentMaxBytes = 1024 * 1024;

/**
 * Checks the name of an environment variable.
 *
 * @throws UserError secret_key_invalid, secret_key_reserved
 */
export function assertSecretKey(key: string): void {
  if (!environmentKey.test(key)) {
    throw new UserError('secret_key_invalid', `'${shorten(key)}' cannot name a secret`, {
      hint: `Use letters, digits and _, not starting with a digit, at most 128 characters: DATABASE_URL`,
    });
  }
  if (isReservedVariable(key)) {
    throw new UserError('secret_key_reserved', `${key} is set by vpspilot itself`, {
      hint: 'Choose another name; PORT and names that start with VPSPILOT_ are reserved',
    });
  }
}

/**
 * Checks a secret's value; the value is never part of the message.
 *
 * @throws UserError secret_value_too_large, secret_value_invalid
 */
export function assertSecretValue(key: string, value: string): void {
  const bytes = Buffer.byteLength(value);
  if (bytes > secretValueMaxBytes) {
    throw new UserError('secret_value_too_large', `The value of ${key} has ${bytes} bytes`, {
      hint: `At most ${secretValueMaxBytes} bytes fit into an environment variable; put larger data into a file`,
    });
  }
  if (value.includes('\0') || !value.isWellFormed()) {
    throw new UserError(
      'secret_value_invalid',
      `The value of ${key} is not text (it contains NUL or half a character)`,
      { hint: 'Encode binary values, for example as base64' },
    );
  }
}

/**
 * Checks the size of all values of one node together.
 *
 * @throws UserError environment_too_large
 */
export function assertEnvironmentSize(values: Readonly<Record<string, string>>): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(values))
    bytes += key.length + Buffer.byteLength(value) + 2;
  if (bytes > environmentMaxBytes) {
    throw new UserError('environment_too_large', `All secrets together have ${bytes} bytes`, {
      hint: `A process can be given at most ${environmentMaxBytes} bytes; unset what is not needed`,
    });
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
