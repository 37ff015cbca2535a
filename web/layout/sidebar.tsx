import { useQuery } from '@tanstack/react-query';
import {
  Bell,
  House,
  KeyRound,
  type LucideIcon,
  Plus,
  ScrollText,
  Search,
  Server,
  Users,
  Webhook,
} from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { ProjectStatus } from '../components/project-status.tsx';
import { type Guarded, useCan, useMayOpen } from '../data/me.ts';
import { projectsQuery } from '../data/projects.ts';
import { Brand } from './brand.tsx';
import { UserMenu } from './user-menu.tsx';

interface Entry extends Guarded {
  href: string;
  label: string;
  icon: LucideIcon;
}

const first: readonly Entry[] = [
  { href: '/', label: 'Overview', icon: House },
  { href: '/nodes', label: 'Nodes', icon: Server, permission: 'nodes.read' },
  {
    href: '/deliveries',
    label: 'Deliveries',
    icon: Webhook,
    permission: 'deliveries.read',
    inProjects: true,
  },
];

const administration: readonly Entry[] = [
  { href: '/members', label: 'Members', icon: Users, permission: 'members.read' },
  {
    href: '/tokens',
    label: 'API tokens',
    icon: KeyRound,
    permission: 'tokens.read',
    inProjects: true,
  },
  {
    href: '/audit',
    label: 'Audit log',
    icon: ScrollText,
    permission: 'audit.read',
    inProjects: true,
  },
  { href: '/settings', label: 'Settings', icon: Bell, permission: 'notifications.read' },
];

const paletteKeys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

/** The navigation: pages, projects with their status, administration, and who is signed in. */
export function Sidebar({ onSearch }: { onSearch: () => void }) {
  return (
    <aside className="sidebar">
      <div className="sidebar-head">
        <Brand />
      </div>
      <button type="button" className="nav-search" onClick={onSearch}>
        <Search size={14} aria-hidden="true" /> Search <kbd>{paletteKeys}</kbd>
      </button>
      <nav className="navigation" aria-label="Main">
        <Entries entries={first} />
        <Projects />
        <Entries entries={administration} title="Administration" />
      </nav>
      <div className="sidebar-foot">
        <UserMenu />
      </div>
    </aside>
  );
}

function Entries({ entries, title }: { entries: readonly Entry[]; title?: string }) {
  const [location] = useLocation();
  const shown = entries.filter(useMayOpen());
  if (shown.length === 0) return null;
  return (
    <>
      {title === undefined ? null : <h2 className="navigation-title">{title}</h2>}
      <ul>
        {shown.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              className="nav-link"
              aria-current={location === href ? 'page' : undefined}
              data-within={href !== '/' && location.startsWith(`${href}/`) ? '' : undefined}
            >
              <Icon size={16} aria-hidden="true" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Projects() {
  const [location] = useLocation();
  const can = useCan();
  const projects = useQuery(projectsQuery);
  return (
    <>
      <div className="navigation-title">
        <h2 className="navigation-heading">Projects</h2>
        {can('projects.create') ? (
          <Link
            href="/projects/new"
            className="button button-ghost button-small button-icon"
            aria-label="New project"
            title="New project"
          >
            <Plus size={14} />
          </Link>
        ) : null}
      </div>
      <ul>
        {(projects.data?.items ?? []).map((project) => {
          const { slug } = project;
          const href = `/projects/${slug}`;
          const isHere = location === href || location.startsWith(`${href}/`);
          return (
            <li key={slug}>
              <Link href={href} className="nav-link" aria-current={isHere ? 'page' : undefined}>
                <ProjectStatus project={project} markOnly />
                <span className="truncate">{slug}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}
