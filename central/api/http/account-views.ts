/** People, sessions and tokens as the API shows them. What is not named here is never shown. */
import type { z } from 'zod';
import type { Invitation, Session } from '../../../prisma/client/client.ts';
import type { ListedToken } from '../../accounts/api-tokens.ts';
import { scopesOf } from '../../accounts/caller.ts';
import type { Member } from '../../accounts/find-member.ts';
import { isRole } from '../../domain/permissions.ts';
import type {
  invitationSchema,
  memberSchema,
  sessionSchema,
  tokenSchema,
} from './schemas/accounts.ts';

type ProjectRoles = z.input<typeof memberSchema>['projects'];

export function tokenView(row: ListedToken): z.input<typeof tokenSchema> {
  const { id, name, createdBy, userId } = row;
  return {
    ...{ id, name, createdBy, userId },
    role: row.role as z.input<typeof tokenSchema>['role'],
    scopes: scopesOf(row),
    project: row.project?.slug ?? null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: iso(row.expiresAt),
    lastUsedAt: iso(row.lastUsedAt),
    revokedAt: iso(row.revokedAt),
  };
}

export function memberView(row: Member): z.input<typeof memberSchema> {
  const { id, name, email, role, projects } = row;
  return {
    ...{ id, name, email },
    role: isRole(role) ? role : null,
    totp: row.totpSecret !== null,
    disabled: row.disabledAt !== null,
    lastSeenAt: iso(row.lastSeenAt),
    createdAt: row.createdAt.toISOString(),
    projects: projects.map((one) => ({
      project: one.project.slug,
      role: one.role,
    })) as ProjectRoles,
  };
}

export function sessionView(row: Session, currentId: string): z.input<typeof sessionSchema> {
  const { id, address, userAgent } = row;
  return {
    ...{ id, address, userAgent },
    current: id === currentId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

export function invitationView(
  row: Invitation,
  projects: readonly { slug: string; role: string }[],
): z.input<typeof invitationSchema> {
  const { id, email, role, createdBy } = row;
  return {
    ...{ id, createdBy },
    email: email ?? '',
    role: isRole(role) ? role : null,
    projects: projects.map((one) => ({ project: one.slug, role: one.role })) as ProjectRoles,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
