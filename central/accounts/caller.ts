import type { ApiToken, ProjectMember, User } from '../../prisma/client/client.ts';
import { isPermission, isRole, lower, type Permission, type Role } from '../domain/permissions.ts';
import { mayIn, type Rights, roleIn } from '../domain/rights.ts';

/** Who asks, and what he may at this moment. */
export interface Caller extends Rights {
  readonly kind: 'session' | 'token';
  /** Of the session or the token. */
  readonly id: string;
  /** As it is written into histories: "ada@example.org", "token:ci". */
  readonly actor: string;
  /** Null: a token that belongs to nobody. */
  readonly userId: string | null;
  /** What a browser must send back with every change; null for tokens. */
  readonly csrfToken: string | null;
  /** When a token expires; null: never, or it is a session. */
  readonly endsAt: Date | null;
}

export type UserWithProjects = User & { projects: ProjectMember[] };
export type TokenWithOwner = ApiToken & { user: UserWithProjects | null };

/** What to read of a person to know his rights. */
export const withProjects = { include: { projects: true } } as const;

export function rightsOfUser({ role, projects }: UserWithProjects): Rights {
  return {
    role: isRole(role) ? role : null,
    projectRoles: new Map(
      projects.flatMap((row) => (isRole(row.role) ? [[row.projectId, row.role] as const] : [])),
    ),
    scopes: [],
  };
}

/** What the token says, within what its owner may now, within its project and its scopes. */
export function rightsOfToken(token: TokenWithOwner): Rights | undefined {
  if (!isRole(token.role)) return undefined;
  const own: Rights = { role: token.role, projectRoles: new Map(), scopes: scopesOf(token) };
  const { user } = token;
  const within = user === null ? own : narrowed(rightsOfUser(user), token.role, own.scopes);
  return token.projectId === null ? within : onlyIn(within, token.projectId);
}

/** Permissions that a token is limited to; empty: not limited. */
export function scopesOf({ scopes }: Pick<ApiToken, 'scopes'>): Permission[] {
  return scopes.split('\n').filter(isPermission);
}

/** Whether something may be handed on: nobody gives away more than he has. */
export function mayGive(
  caller: Rights,
  wish: { role: Role; projectId: number | null; scopes: readonly Permission[] },
): boolean {
  const own = roleIn(caller, wish.projectId);
  if (lower(wish.role, own) !== wish.role) return false;
  if (caller.scopes.length === 0) return true;
  return (
    wish.scopes.length > 0 && wish.scopes.every((scope) => mayIn(caller, scope, wish.projectId))
  );
}

function narrowed(rights: Rights, most: Role, scopes: readonly Permission[]): Rights {
  const projectRoles = new Map<number, Role>();
  for (const [id, role] of rights.projectRoles) projectRoles.set(id, lower(role, most) ?? role);
  return { role: lower(rights.role, most), projectRoles, scopes };
}

function onlyIn(rights: Rights, projectId: number): Rights {
  const role = roleIn(rights, projectId);
  const projectRoles = new Map(role === null ? [] : [[projectId, role] as const]);
  return { role: null, projectRoles, scopes: rights.scopes };
}
