import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';

export interface Crumb {
  label: string;
  href: string;
}

interface PageProps {
  /** The heading, and the title of the browser's tab. */
  title: string;
  /** The way here: pages above this one. */
  crumbs?: readonly Crumb[];
  description?: ReactNode;
  /** Beside the title: a status, a badge. */
  badge?: ReactNode;
  actions?: ReactNode;
  /** Between head and body: `<Tabs>`. */
  tabs?: ReactNode;
  /** `narrow` for forms and settings, `wide` for logs and plots. */
  width?: 'normal' | 'narrow' | 'wide';
  /** Where the title says too little for a tab: 'Logs · shop'. */
  tabTitle?: string;
  children: ReactNode;
}

const widths = { normal: 'page', narrow: 'page page-narrow', wide: 'page page-wide' };

/** The frame of every page. Tells who listens, not looks, that the page is another one. */
export function Page(props: PageProps) {
  const { title, crumbs, description, badge, actions, tabs, width = 'normal' } = props;
  const heading = useArrival(props.tabTitle ?? title);
  return (
    <div className={widths[width]}>
      <header className="page-head">
        <div className="page-head-text">
          {crumbs === undefined ? null : <Crumbs crumbs={crumbs} />}
          <div className="page-title">
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {badge}
          </div>
          {description === undefined ? null : <p className="page-description">{description}</p>}
        </div>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      {tabs ?? <Fragment />}
      <div className="page-body">{props.children}</div>
    </div>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      <ol>
        {crumbs.map(({ label, href }) => (
          <li key={href}>
            <Link href={href}>{label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Names the tab; moves the focus to the heading of a page that was navigated to, not of the first one. */
function useArrival(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · vpspilot`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return heading;
}
