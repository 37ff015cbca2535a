import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** There is nothing here yet: what would be, and how to get it. `actions` are buttons. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  actions,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="empty">
      <div className="empty-icon">
        <Icon size={20} aria-hidden="true" />
      </div>
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  );
}
