import { randomUUID } from 'node:crypto';
import type { Logger } from '../../lib/logger.ts';
import { UserError } from '../../lib/user-error.ts';

/** What a person is told about something that went wrong. */
export interface FailureText {
  code: string;
  message: string;
  hint: string;
}

/** Why work was stopped from outside. */
export class Stopped extends Error {
  override name = 'Stopped';
  readonly by: 'cancel' | 'agent';

  constructor(by: 'cancel' | 'agent') {
    super(by === 'cancel' ? 'Canceled' : 'The agent is stopping');
    this.by = by;
  }
}

/** Words for a failure; what is not the user's to mend is logged with its stack under an id. */
export function failureText(error: unknown, log: Logger): FailureText {
  if (isDiskFull(error)) {
    return {
      code: 'disk_full',
      message: 'There is no space left on the disk of this node',
      hint: 'Free some: vpspilot doctor on the node says what takes the space',
    };
  }
  if (error instanceof UserError) {
    return { code: error.code, message: error.message, hint: error.hint ?? '' };
  }
  if (error instanceof Stopped) return { code: 'canceled', message: error.message, hint: '' };
  const id = randomUUID().slice(0, 8);
  log.error({ err: error, id }, 'internal error');
  return {
    code: 'internal_error',
    message: `Internal error ${id}`,
    hint: `The agent's log on the node has more about ${id}`,
  };
}

/** The second is what git says of it. */
const noSpace = /No space left on device|unable to write file/;

/** Said by the system to us, or to a program that we have run; also when it is the reason behind another error. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return true;
  const isProgram = error instanceof UserError && error.code === 'command_failed';
  return isProgram ? noSpace.test(error.message) : isDiskFull(error.cause);
}
