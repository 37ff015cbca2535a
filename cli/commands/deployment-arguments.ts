import { UserError } from '../../lib/user-error.ts';

/** @throws UserError usage */
export function deploymentNumber(text = ''): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UserError('usage', `"${text.slice(0, 40)}" is not the number of a deployment`, {
    hint: 'Deployments have numbers from 1 on: vpspilot deployments lists them',
  });
}
