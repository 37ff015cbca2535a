import { UserError } from '../../../lib/user-error.ts';

/**
 * A YAML document as plain values.
 *
 * @throws UserError `lock_invalid` naming the file.
 */
export async function readYaml(text: string, file: string): Promise<unknown> {
  if (text.trim() === '') return {};
  const { load } = await import('js-yaml');
  try {
    return load(text);
  } catch (cause) {
    throw new UserError('lock_invalid', `${file} is not valid YAML`, {
      cause,
      hint: 'A merge may have left conflict markers in it: install again and commit the result',
    });
  }
}
