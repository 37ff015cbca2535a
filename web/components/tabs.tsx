import { type ReactNode, useEffect, useRef } from 'react';
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
  const bar = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is when, not what
  useEffect(() => showHere(bar.current), [location]);
  return (
    <nav ref={bar} className="tabs" aria-label={label}>
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

/** On a phone the bar scrolls, and the tab that one is on may lie beyond its edge. */
function showHere(bar: HTMLElement | null): void {
  const tab = bar?.querySelector<HTMLElement>('[aria-current]');
  if (!bar || !tab) return;
  const end = tab.offsetLeft + tab.offsetWidth - bar.offsetLeft;
  if (end > bar.scrollLeft + bar.clientWidth) bar.scrollLeft = end - bar.clientWidth + 24;
}
