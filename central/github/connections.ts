import { UserError } from '../../lib/user-error.ts';
import type { GithubConnection, OutboxMessage } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import { appKey, maskedToken } from '../domain/github-credential.ts';

export interface ConnectionWish {
  name: string;
  kind: 'app' | 'token';
  apiUrl: string;
  appId?: string | undefined;
  privateKey?: string | undefined;
  token?: string | undefined;
  webhookSecret?: string | undefined;
  actor: string;
}

export interface ConnectionSummary {
  connection: GithubConnection;
  /** Slugs. */
  projects: string[];
  lastReport: OutboxMessage | undefined;
}

/**
 * Adds an App or a token. Whether GitHub takes it is for `testConnection` to say.
 *
 * @throws UserError github_connection_exists, github_connection_incomplete, github_key_invalid,
 *   target_invalid, target_refused
 */
export async function createConnection(
  context: Context,
  wish: ConnectionWish,
): Promise<GithubConnection> {
  const { db, clock } = context;
  const { name, kind, actor } = wish;
  const apiUrl = wish.apiUrl.trim().replace(/\/+$/, '');
  context.outside.check(apiUrl, { httpsOnly: true });
  const sealed = await sealedCredential(context, wish);
  return db.$transaction(async (tx) => {
    if ((await tx.githubConnection.count({ where: { name } })) > 0) throw nameTaken(name);
    const connection = await tx.githubConnection.create({
      data: { ...{ name, kind, apiUrl }, ...sealed, createdBy: actor, createdAt: clock.now() },
    });
    const entry = { actor, action: 'github.connect', target: name, detail: `${kind}, ${apiUrl}` };
    await tx.auditEntry.create({ data: auditEntry(entry) });
    return connection;
  });
}

async function sealedCredential({ secretBox }: Context, wish: ConnectionWish) {
  const { kind, appId, privateKey, token, webhookSecret } = wish;
  if (kind === 'token') {
    if (token === undefined) throw incomplete(kind, 'token');
    if (appId !== undefined || privateKey !== undefined || webhookSecret !== undefined)
      throw tooMuch();
    return { credential: await secretBox.seal(token), credentialMask: maskedToken(token) };
  }
  if (appId === undefined) throw incomplete(kind, 'appId');
  if (privateKey === undefined) throw incomplete(kind, 'privateKey');
  if (token !== undefined) throw tooMuch();
  const key = appKey(privateKey);
  return {
    appId,
    credential: await secretBox.seal(key.privateKey),
    credentialMask: key.mask,
    webhookSecret: webhookSecret === undefined ? null : await secretBox.seal(webhookSecret),
  };
}

/** Finds a connection by name or id. @throws UserError github_connection_not_found */
export async function findConnection({ db }: Context, nameOrId: string): Promise<GithubConnection> {
  const byName = await db.githubConnection.findUnique({ where: { name: nameOrId } });
  if (byName !== null) return byName;
  const id = /^\d{1,9}$/.test(nameOrId) ? Number(nameOrId) : 0;
  const byId = await db.githubConnection.findUnique({ where: { id } });
  if (byId !== null) return byId;
  throw new UserError(
    'github_connection_not_found',
    `There is no GitHub connection '${nameOrId.slice(0, 60)}'`,
    { hint: 'GET /api/v1/github/connections lists them' },
  );
}

/** Removes a connection; its projects are reported and fetched without it from now on. */
export async function removeConnection(
  context: Context,
  nameOrId: string,
  actor: string,
): Promise<void> {
  const { db } = context;
  const { id, name } = await findConnection(context, nameOrId);
  await db.$transaction([
    db.githubConnection.delete({ where: { id } }),
    db.auditEntry.create({
      data: auditEntry({ actor, action: 'github.disconnect', target: name }),
    }),
  ]);
}

/** Every connection by name, with the projects that use it. */
export async function listConnections({ db }: Context): Promise<ConnectionSummary[]> {
  const rows = await db.githubConnection.findMany({
    include: {
      projects: {
        where: { deletedAt: null },
        select: { id: true, slug: true },
        orderBy: { slug: 'asc' },
      },
    },
    orderBy: { name: 'asc' },
  });
  const projectIds = rows.flatMap(({ projects }) => projects.map(({ id }) => id));
  const last = await lastReports(db, projectIds);
  return rows.map(({ projects, ...connection }) => ({
    connection,
    projects: projects.map(({ slug }) => slug),
    lastReport: last.find(({ target }) =>
      projects.some(({ id }) => targetsOf(id).includes(target)),
    ),
  }));
}

/** The newest report of each project, newest first. */
async function lastReports(db: Context['db'], projectIds: readonly number[]) {
  const newest = await db.outboxMessage.groupBy({
    by: ['target'],
    where: { target: { in: projectIds.flatMap(targetsOf) } },
    _max: { id: true },
  });
  const where = { id: { in: newest.flatMap(({ _max }) => _max.id ?? []) } };
  return db.outboxMessage.findMany({ where, orderBy: { id: 'desc' } });
}

function targetsOf(projectId: number): string[] {
  return [`github_status:${projectId}`, `github_deployment:${projectId}`];
}

function incomplete(kind: string, missing: string): UserError {
  return new UserError(
    'github_connection_incomplete',
    `A connection of the kind ${kind} needs ${missing}`,
    { hint: 'docs/github.md says where GitHub shows it' },
  );
}

function tooMuch(): UserError {
  return new UserError(
    'github_connection_incomplete',
    'Parts of an App and a token are mixed in one connection',
    { hint: 'kind app: appId, privateKey, webhookSecret; kind token: token alone' },
  );
}

function nameTaken(name: string): UserError {
  return new UserError(
    'github_connection_exists',
    `There is a GitHub connection '${name}' already`,
    {
      hint: 'Choose another name, or remove the old one first',
    },
  );
}
