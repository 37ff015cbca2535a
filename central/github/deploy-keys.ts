import { UserError } from '../../lib/user-error.ts';
import type { Project } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import { newSshKeyPair } from '../domain/openssh-key.ts';

/** Makes a key pair for a project's repository. One that was there is forgotten. */
export async function createDeployKey(
  context: Context,
  { id: projectId, slug }: Project,
  actor: string,
): Promise<{ publicKey: string; fingerprint: string }> {
  const { db, secretBox, clock } = context;
  const { publicKey, fingerprint, privateKey } = newSshKeyPair(`vpspilot-${slug}`);
  const row = {
    ...{ publicKey, fingerprint, createdBy: actor, createdAt: clock.now() },
    privateKey: await secretBox.seal(privateKey),
  };
  const entry = { actor, action: 'project.deploy_key', target: slug, projectId };
  await db.$transaction([
    db.deployKey.upsert({ where: { projectId }, create: { projectId, ...row }, update: row }),
    db.auditEntry.create({ data: auditEntry({ ...entry, detail: fingerprint }) }),
  ]);
  return { publicKey, fingerprint };
}

/** @throws UserError deploy_key_not_found */
export async function removeDeployKey(
  { db }: Context,
  { id: projectId, slug }: Project,
  actor: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.deployKey.deleteMany({ where: { projectId } });
    if (count === 0) throw new UserError('deploy_key_not_found', `${slug} has no deploy key`);
    const entry = { actor, action: 'project.deploy_key_removed', target: slug, projectId };
    await tx.auditEntry.create({ data: auditEntry(entry) });
  });
}
