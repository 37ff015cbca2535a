import { createContext, useContext } from 'react';
import type { components } from '../../lib/api/openapi.ts';
import { api, setCsrfToken } from './api.ts';
import { roleGives } from './permissions.ts';

/** Who is signed in, and what they may. */
export type Me = components['schemas']['Me'];

export const meKey = ['account', 'me'] as const;

/** Asks who is signed in; a 401 means nobody. */
export async function readMe(): Promise<Me> {
  const me = await api.get('/api/v1/me');
  setCsrfToken(me.csrfToken);
  return me;
}

export const MeContext = createContext<Me | undefined>(undefined);

/** Who is signed in; everywhere but on the pages that need nobody. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error('useMe is for pages of people who are signed in');
  return me;
}

/** Whether the person may do something, everywhere or in one project: `const can = useCan(); can('deployments.write', 'shop')`. */
export function useCan(): (permission: string, project?: string) => boolean {
  const { permissions, projectRoles } = useMe();
  return (permission, project) =>
    permissions.includes(permission) ||
    (project !== undefined && roleGives(projectRoles[project], permission));
}

/** Whether the person may do something everywhere or in any project: lists show what they may see of them. */
export function useCanSomewhere(): (permission: string) => boolean {
  const { projectRoles } = useMe();
  const can = useCan();
  return (permission) =>
    can(permission) || Object.values(projectRoles).some((role) => roleGives(role, permission));
}

/** A page that not everybody may see. */
export interface Guarded {
  /** None: everybody who is signed in. */
  permission?: string;
  /** A role in a single project is enough: the page shows what belongs to it. */
  inProjects?: boolean;
}

/** Whether a page has anything for the person. */
export function useMayOpen(): (page: Guarded) => boolean {
  const can = useCan();
  const canSomewhere = useCanSomewhere();
  return ({ permission, inProjects }) =>
    permission === undefined || (inProjects === true ? canSomewhere : can)(permission);
}
