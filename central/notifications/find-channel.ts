import { UserError } from '../../lib/user-error.ts';

/** Said of a channel that is not there, and of one that the caller may not see. */
export function channelNotFound(id: number): UserError {
  return new UserError('channel_not_found', `There is no notification channel ${id}`, {
    hint: 'GET /api/v1/notifications lists them',
  });
}
