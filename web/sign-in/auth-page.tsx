import { type ReactNode, useEffect } from 'react';
import { Brand } from '../layout/brand.tsx';

/** The frame of the pages before one is signed in. */
export function AuthPage({
  title,
  description,
  foot,
  children,
}: {
  title: string;
  description?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · vpspilot`;
  }, [title]);
  return (
    <main className="auth">
      <Brand />
      <div className="auth-card">
        <h1>{title}</h1>
        {description === undefined ? null : <p className="muted">{description}</p>}
        {children}
      </div>
      {foot === undefined ? null : <div className="auth-foot">{foot}</div>}
    </main>
  );
}
