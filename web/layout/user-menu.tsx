import { useQueryClient } from '@tanstack/react-query';
import { BookOpen, ChevronsUpDown, LogOut, Moon, Sun, SunMoon, UserRound } from 'lucide-react';
import { useLocation } from 'wouter';
import { Avatar } from '../components/avatar.tsx';
import { Menu } from '../components/menu.tsx';
import { useToast } from '../components/toast.tsx';
import { api, setCsrfToken, toApiError } from '../data/api.ts';
import { useMe } from '../data/me.ts';
import { type Theme, useTheme } from '../data/theme.ts';
import { forgetEntries } from '../palette/recent.ts';

const themes: Record<Theme, { next: Theme; label: string; icon: typeof Sun }> = {
  system: { next: 'light', label: 'Theme: as the system', icon: SunMoon },
  light: { next: 'dark', label: 'Theme: light', icon: Sun },
  dark: { next: 'system', label: 'Theme: dark', icon: Moon },
};

/** Who is signed in, and what concerns only them. */
export function UserMenu() {
  const { user, actor, role, version } = useMe();
  const [theme, setTheme] = useTheme();
  const signOut = useSignOut();
  const { next, label, icon: ThemeIcon } = themes[theme];
  const name = user?.name ?? actor;
  const rights = role ?? 'by project';
  return (
    <Menu
      label={`Account of ${name}`}
      triggerClass="who"
      hasText
      trigger={
        <>
          <Avatar name={name} />
          <span className="who-text">
            <span className="truncate">{name}</span>
            <span className="faint truncate">{rights}</span>
          </span>
          <ChevronsUpDown size={14} aria-hidden="true" />
        </>
      }
      head={
        <>
          <div className="truncate">{user?.email ?? actor}</div>
          <div className="faint">vpspilot {version}</div>
        </>
      }
      items={[
        { label: 'Account', icon: <UserRound size={15} />, href: '/account' },
        { label: 'API reference', icon: <BookOpen size={15} />, href: '/api' },
        { label, icon: <ThemeIcon size={15} />, onSelect: () => setTheme(next) },
        { label: 'Sign out', icon: <LogOut size={15} />, onSelect: signOut, separated: true },
      ]}
    />
  );
}

function useSignOut(): () => void {
  const queries = useQueryClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  return () => {
    signOut().then(
      () => {
        setCsrfToken(null);
        queries.clear();
        forgetEntries();
        navigate('/sign-in');
      },
      (error: unknown) => toast(toApiError(error).message, { tone: 'bad' }),
    );
  };
}

function signOut(): Promise<unknown> {
  return api.delete('/api/v1/session');
}
