import { randomUUID } from 'node:crypto';
import { csrfTokenOf, startSession } from '../../central/accounts/sessions.ts';
import type { Context } from '../../central/context.ts';
import type { ProjectRole, Role } from '../../central/domain/permissions.ts';
import type { Answer, CallOptions } from './http-central.ts';

export interface PersonWish {
  email?: string;
  name?: string;
  /** Everywhere; default: only what `projects` say. */
  role?: Role | null;
  /** By slug. */
  projects?: Record<string, ProjectRole>;
}

/** Somebody who is signed in with a browser. */
export interface Person {
  id: string;
  email: string;
  password: string;
  sessionId: string;
  cookie: string;
  csrfToken: string;
  /** With the cookie, and what changes something with the CSRF token. */
  call(method: string, path: string, options?: Omit<CallOptions, 'as'>): Promise<Answer>;
}

type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>;

export const personPassword = 'blue wagon over quiet hills';

export async function makePerson(
  context: Context,
  call: Call,
  { role = null, projects = {}, ...wish }: PersonWish,
): Promise<Person> {
  const id = randomUUID();
  const email = wish.email ?? `${role ?? 'member'}-${id.slice(0, 8)}@example.org`;
  const passwordHash = await context.passwords.hash(personPassword);
  await context.db.user.create({
    data: { id, email, name: wish.name ?? email, passwordHash, role },
  });
  for (const [slug, projectRole] of Object.entries(projects)) {
    const { id: projectId } = await context.db.project.findFirstOrThrow({ where: { slug } });
    await context.db.projectMember.create({ data: { projectId, userId: id, role: projectRole } });
  }
  const origin = { address: '127.0.0.1', userAgent: 'test' };
  const { token, id: sessionId } = await startSession(context, id, origin);
  const cookie = `vpspilot=${token}`;
  const csrfToken = csrfTokenOf(token);
  return {
    ...{ id, email, password: personPassword, sessionId, cookie, csrfToken },
    call: (method, path, { headers, ...options } = {}) =>
      call(method, path, {
        ...options,
        as: 'nobody',
        headers: {
          cookie,
          ...(method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
          ...headers,
        },
      }),
  };
}
