import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';

export interface Tab {
  href: string;
  label: string;
  /** After the label: a count, a sign. */
  extra?: ReactNode;
  /** Addresses below it belong to it too. */
  within?: boolean;
}

/** Pages of one thing beside each other; each has its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [location] = useLocation();
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ href, label: text, extra, within }) => {
        const isHere = location === href || (within === true && location.startsWith(`${href}/`));
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
