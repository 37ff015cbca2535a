import { randomUUID } from 'node:crypto';
import { UserError } from '../../lib/user-error.ts';
import type { User } from '../../prisma/client/client.ts';
import type { Transaction } from '../context.ts';
import { auditEntry } from './audit.ts';

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string;
  role: string | null;
  totpSecret?: string | null;
  projects?: readonly { projectId: number; role: string }[];
  actor: string;
}

/** @throws UserError member_exists */
export async function createUser(
  tx: Transaction,
  { actor, projects = [], totpSecret, ...known }: NewUser,
): Promise<User> {
  if ((await tx.user.findUnique({ where: { email: known.email } })) !== null) {
    throw new UserError('member_exists', `There is a member with the address ${known.email}`, {
      hint: 'They can sign in; a forgotten password is set anew with: vpspilot central reset-password',
    });
  }
  const user = await tx.user.create({
    data: {
      ...known,
      id: randomUUID(),
      totpSecret: totpSecret ?? null,
      projects: { create: projects.map(({ projectId, role }) => ({ projectId, role })) },
    },
  });
  const detail = `role ${known.role ?? 'in projects only'}`;
  const entry = { actor, action: 'member.create', target: known.email, detail };
  await tx.auditEntry.create({ data: auditEntry(entry) });
  return user;
}
