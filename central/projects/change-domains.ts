import { UserError } from '../../lib/user-error.ts';
import type { Project } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import { domainList, normalDomains } from '../domain/project.ts';
import { assertDomainsFree } from './domains.ts';

/** So many host names one project may have. */
const domainsMax = 50;

/**
 * Adds one host name to a project.
 *
 * @throws UserError domain_invalid, domain_taken, too_many_domains
 */
export function addDomain(
  context: Context,
  project: Project,
  domain: string,
  actor: string,
): Promise<Project> {
  const [name = ''] = normalDomains([domain]);
  return changeDomains(context, project, { action: 'domain.add', actor, name }, (domains) => {
    if (domains.includes(name)) {
      throw new UserError('domain_taken', `${name} belongs to ${project.slug} already`);
    }
    if (domains.length >= domainsMax) {
      throw new UserError('too_many_domains', `${project.slug} has ${domainsMax} domains already`);
    }
    return [...domains, name];
  });
}

/**
 * Takes one host name from a project.
 *
 * @throws UserError domain_not_found
 */
export function removeDomain(
  context: Context,
  project: Project,
  domain: string,
  actor: string,
): Promise<Project> {
  const name = domain.trim().toLowerCase();
  return changeDomains(context, project, { action: 'domain.remove', actor, name }, (domains) => {
    if (domains.includes(name)) return domains.filter((each) => each !== name);
    throw new UserError(
      'domain_not_found',
      `${project.slug} has no domain '${name.slice(0, 60)}'`,
      {
        hint: domains.length === 0 ? 'It has none' : `It has: ${domains.join(', ')}`,
      },
    );
  });
}

function changeDomains(
  { db }: Context,
  { id, slug }: Project,
  { action, actor, name }: { action: string; actor: string; name: string },
  changed: (domains: string[]) => string[],
): Promise<Project> {
  return db.$transaction(async (tx) => {
    // Read here: two who add at once both add.
    const { domains } = await tx.project.findUniqueOrThrow({ where: { id } });
    const next = changed(domainList(domains));
    await assertDomainsFree(tx, next, id);
    const entry = { actor, action, projectId: id, target: slug, detail: name };
    await tx.auditEntry.create({ data: auditEntry(entry) });
    return tx.project.update({ where: { id }, data: { domains: next.join('\n') } });
  });
}
