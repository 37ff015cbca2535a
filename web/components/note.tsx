import { CircleAlert, CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const icons = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleX,
  info: Info,
  neutral: CircleAlert,
};

/** Something to know before going on: a warning, a result, a reason. */
export function Note({
  tone = 'neutral',
  title,
  actions,
  children,
}: {
  tone?: keyof typeof icons;
  title?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div className={`note note-${tone}`}>
      <Icon size={16} aria-hidden="true" />
      <div className="note-body">
        {title === undefined ? null : <strong>{title}</strong>}
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  );
}
