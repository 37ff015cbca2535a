/** People, sessions and tokens as the API shows them. What is not named here is never shown. */
import type { z } from 'zod';
import type { ListedToken } from '../../accounts/api-tokens.ts';
import { scopesOf } from '../../accounts/caller.ts';
import type { tokenSchema } from './schemas/accounts.ts';

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

function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
