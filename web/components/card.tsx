import type { ReactNode } from 'react';

interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Below a line: who may see this, what happens next. */
  foot?: ReactNode;
  /** A table or list goes to the edges. */
  flush?: boolean;
  danger?: boolean;
  children?: ReactNode;
}

/** A part of a page, with a heading of level 2. */
export function Card(props: CardProps) {
  const { title, description, actions, foot, flush, danger, children } = props;
  return (
    <section className={danger === true ? 'card card-danger' : 'card'}>
      {title === undefined && actions === undefined ? null : (
        <div className="card-head">
          <div>
            <h2>{title}</h2>
            {description === undefined ? null : <p>{description}</p>}
          </div>
          {actions === undefined ? null : <div className="row">{actions}</div>}
        </div>
      )}
      {flush === true ? children : <div className="card-body">{children}</div>}
      {foot === undefined ? null : <div className="card-foot">{foot}</div>}
    </section>
  );
}
