import type { Caller } from '../../accounts/caller.ts';
import type { Permission } from '../../domain/permissions.ts';
import { maySomewhere } from '../../domain/rights.ts';

interface Page {
  title: string;
  path: string;
  /** What one may have in mind instead of the title. */
  words: string;
  permission: Permission | undefined;
}

const pages: readonly Page[] = [
  page('Overview', '/', 'home start projects dashboard', undefined),
  page('New project', '/projects/new', 'create add project repository', 'projects.create'),
  page('Nodes', '/nodes', 'servers machines vps hosts', 'nodes.read'),
  page('Add a node', '/nodes/new', 'join server machine vps', 'nodes.write'),
  page('Webhook deliveries', '/deliveries', 'github push hooks inbox', 'deliveries.read'),
  page('Audit log', '/audit', 'history who changed', 'audit.read'),
  page('Members', '/members', 'people users invite roles team', 'members.read'),
  page('API tokens', '/tokens', 'access keys ci', 'tokens.read'),
  page('Account', '/account', 'password two factor totp sessions profile', undefined),
  page('Settings', '/settings', 'github connections notifications channels', 'notifications.read'),
  page('API reference', '/api', 'openapi documentation', undefined),
];

/** Pages of one project, by their address below it. */
export const projectPages = {
  '': 'Deployments',
  '/logs': 'Logs',
  '/secrets': 'Secrets',
  '/domains': 'Domains',
  '/metrics': 'Metrics',
  '/settings': 'Settings',
} as const;

/** The dashboard's pages that fit, as far as somebody may see them. */
export function searchPages(text: string, caller: Caller): readonly Page[] {
  const words = text.toLowerCase().split(/\s+/);
  return pages.filter(({ title, words: more, permission }) => {
    if (permission !== undefined && !maySomewhere(caller, permission)) return false;
    const all = `${title.toLowerCase()} ${more}`.split(' ');
    return words.every((word) => all.some((one) => one.startsWith(word)));
  });
}

function page(
  title: string,
  path: string,
  words: string,
  permission: Permission | undefined,
): Page {
  return { title, path, words, permission };
}
