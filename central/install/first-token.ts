import { ensureFirstAdminToken } from '../accounts/api-tokens.ts';
import type { Context } from '../context.ts';

/** Prints the first admin token, or nothing when there are tokens already. Central must not be running. */
export async function printFirstToken(context: Context): Promise<void> {
  const token = await ensureFirstAdminToken(context);
  await context.close();
  if (token !== undefined) process.stdout.write(`${token}\n`);
}
