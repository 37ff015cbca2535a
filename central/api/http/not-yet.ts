import { UserError } from '../../../lib/user-error.ts';

/** Stands in for a handler. */
export function notYet(): never {
  throw new UserError('not_implemented', 'Not there yet');
}
