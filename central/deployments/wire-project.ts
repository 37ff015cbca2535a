import type { Project } from '../../prisma/client/client.ts';
import { domainList } from '../domain/project.ts';

/** A project as agents know it. */
export function wireProject({ id, slug, domains }: Project) {
  return { id, slug, domains: domainList(domains) };
}
