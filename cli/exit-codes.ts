import { ApiError } from '../lib/api/api-error.ts';
import { UserError } from '../lib/user-error.ts';

/** What each exit code of `vpspilot` means. Scripts may rely on it. */
export const exitCodes = {
  ok: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'the deployment or the check failed' },
  usage: { code: 2, meaning: 'the command line is wrong' },
  unreachable: { code: 3, meaning: 'central cannot be reached' },
  notAllowed: { code: 4, meaning: 'not logged in, or not allowed' },
  notFound: { code: 5, meaning: 'there is no such project, deployment, node or file' },
  refused: { code: 6, meaning: 'central refuses: the request is wrong, or not possible now' },
  internal: { code: 7, meaning: 'an error inside vpspilot' },
  interrupted: { code: 130, meaning: 'stopped by Ctrl-C; what runs on the server goes on' },
} as const;

export type ExitName = keyof typeof exitCodes;

const exitOfCode: Readonly<Record<string, ExitName>> = {
  usage: 'usage',
  central_unreachable: 'unreachable',
  not_central: 'unreachable',
  not_logged_in: 'notAllowed',
  interrupted: 'interrupted',
};

/** The exit code's name for an error. */
export function exitOf(error: unknown): ExitName {
  if (error instanceof ApiError) return exitOfCode[error.code] ?? exitOfStatus(error.status);
  if (!(error instanceof UserError)) return 'internal';
  return exitOfCode[error.code] ?? (error.code.endsWith('_not_found') ? 'notFound' : 'failed');
}

function exitOfStatus(status: number): ExitName {
  if (status === 401 || status === 403) return 'notAllowed';
  if (status === 404) return 'notFound';
  return status >= 500 ? 'internal' : 'refused';
}
