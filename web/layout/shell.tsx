import { Menu as MenuIcon, Search } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { IconButton } from '../components/button.tsx';
import { Spinner } from '../components/spinner.tsx';
import { useConnection } from '../data/live.ts';
import { preloadPages } from '../pages.ts';
import { Keyboard, openPalette } from '../palette/keyboard.tsx';
import { Brand } from './brand.tsx';
import { Drawer } from './drawer.tsx';
import { Sidebar } from './sidebar.tsx';

/** What surrounds every page: navigation, search, and whether we still hear from central. */
export function Shell({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const main = useScrollToTop();
  useEffect(() => void preloadPages(), []);
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <Sidebar onSearch={openPalette} />
      <header className="topbar">
        <Brand />
        <IconButton label="Search" icon={<Search size={18} />} onClick={openPalette} />
        <IconButton label="Menu" icon={<MenuIcon size={18} />} onClick={() => setOpen(true)} />
      </header>
      <Drawer open={isOpen} onClose={() => setOpen(false)}>
        <Sidebar onSearch={openPalette} />
      </Drawer>
      <main id="main" className="main" tabIndex={-1} ref={main}>
        {children}
      </main>
      <Keyboard />
      <Reconnecting />
    </div>
  );
}

/** A new page begins at its top; going back is the browser's own matter. */
function useScrollToTop() {
  const main = useRef<HTMLElement>(null);
  const [location] = useLocation();
  const cameBack = useRef(false);
  useEffect(() => {
    const onBack = () => {
      cameBack.current = true;
    };
    addEventListener('popstate', onBack);
    return () => removeEventListener('popstate', onBack);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is when, not what
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for the clean-up.
    if (!cameBack.current) void scrollTo(0, 0);
    cameBack.current = false;
  }, [location]);
  return main;
}

function Reconnecting() {
  const isLost = useConnection() === 'lost';
  return (
    <div role="status">
      {isLost ? (
        <div className="reconnecting">
          <Spinner /> Connection lost; reconnecting…
        </div>
      ) : null}
    </div>
  );
}
