import type { Project } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { addressesOf } from '../domain/addresses.ts';
import { domainList } from '../domain/project.ts';

export interface DescribedDomain {
  domain: string;
  url: string;
  certificate: { state: 'valid' | 'none' | 'unknown'; notAfter: Date | null };
}

/** A project's host names, with their addresses and what its node has told of their certificates. */
export async function describeDomains(
  { db }: Context,
  { nodeId, domains }: Project,
): Promise<DescribedDomain[]> {
  const node = await db.node.findUniqueOrThrow({ where: { id: nodeId } });
  const names = domainList(domains);
  const addresses = addressesOf(names, node);
  return names.map((domain, index) => {
    const url = addresses[index] ?? '';
    const state = url.startsWith('https:') ? 'unknown' : 'none';
    return { domain, url, certificate: { state, notAfter: null } };
  });
}
