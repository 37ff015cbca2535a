import type { ReactNode } from 'react';
import { useLocation } from 'wouter';

export interface Column<Row> {
  key: string;
  /** Empty for a column of buttons. */
  title: string;
  render: (row: Row) => ReactNode;
  align?: 'right';
  /** Says nothing new on a phone, where rows are cards. */
  hideOnPhone?: boolean;
  /** Buttons: pressing them does not follow the row's link. */
  isActions?: boolean;
}

interface TableProps<Row> {
  /** What is listed, for who does not see it. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Where a click anywhere in the row leads. The first cell must hold the real link: `<Link className="cell-link">`. */
  rowHref?: (row: Row) => string;
}

/** A list of like things. On a phone each row is a card whose cells carry their titles. */
export function Table<Row>({ label, columns, rows, rowKey, rowHref }: TableProps<Row>) {
  return (
    <div className="table-wrap">
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, title, align }) => (
              <th key={key} scope="col" className={align === 'right' ? 'align-right' : undefined}>
                {title === '' ? <span className="visually-hidden">Actions</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={rowKey(row)} row={row} columns={columns} href={rowHref?.(row)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps<Row> {
  row: Row;
  columns: readonly Column<Row>[];
  href: string | undefined;
}

function Row<Row>({ row, columns, href }: RowProps<Row>) {
  const [, navigate] = useLocation();
  // The link in the first cell is for the keyboard; this is a larger target for the mouse.
  const follow = (event: React.MouseEvent) => {
    // Selecting text, links and buttons inside keep their own meaning.
    const inside = (event.target as Element).closest('a, button, input, label, select, dialog');
    if (href === undefined || inside !== null || getSelection()?.isCollapsed === false) return;
    navigate(href);
  };
  return (
    <tr onClick={follow} data-linked={href === undefined ? undefined : ''}>
      {columns.map(({ key, title, render, align, hideOnPhone, isActions }, index) => (
        <td
          key={key}
          className={align === 'right' ? 'align-right' : undefined}
          data-label={isActions === true ? undefined : title}
          data-first={index === 0 ? '' : undefined}
          data-phone={hideOnPhone === true ? 'hidden' : undefined}
          data-actions={isActions === true ? '' : undefined}
        >
          {render(row)}
        </td>
      ))}
    </tr>
  );
}
