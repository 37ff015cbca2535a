import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';

export interface Tab {
  href: string;
  label: string;
  /** After the label: a count, a sign. */
  extra?: ReactNode;
  /** Addresses that begin with this belong to it too. */
  within?: string;
}

/** Pages of one thing beside each other; each has its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [location] = useLocation();
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ href, label: text, extra, within }) => {
        const isWithin = within !== undefined && location.startsWith(within);
        const isHere = location === href || isWithin;
        return (
          <Link key={href} href={href} className="tab" aria-current={isHere ? 'page' : undefined}>
            {text}
            {extra}
          </Link>
        );
      })}
    </nav>
  );
}
