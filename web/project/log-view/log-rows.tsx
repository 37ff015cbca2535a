import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useImperativeHandle } from 'react';
import type { RowIndex } from './row-index.ts';
import { type Follow, useStayAtEnd } from './use-follow.ts';

interface RowsProps {
  label: string;
  scroller: RefObject<HTMLDivElement | null>;
  rows: RowIndex;
  /** Wrapped lines have heights of their own. */
  isWrapped: boolean;
  follow: Follow;
  /** Widest line, in characters. */
  longest: number;
  /** What stays above while the lines below it scroll. */
  headline: (topIndex: number) => ReactNode;
  render: (index: number) => ReactNode;
  control: RefObject<RowsControl | null>;
}

/** What the view around may ask of the list. */
export interface RowsControl {
  show(index: number): void;
  /** Row at the top of what is seen. */
  top(): number;
}

/** Height of a row, also in log-view.css. */
const rowPx = 20;

/** A box in which the rows scroll: those that can be seen and some around them, however many there are. */
export function LogRows(props: RowsProps) {
  const { scroller, rows, isWrapped, longest, follow, render, control } = props;
  const list = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  const height = list.getTotalSize();
  const items = list.getVirtualItems();
  const top = items.find(({ end }) => end > (list.scrollOffset ?? 0));
  useStayAtEnd(scroller, height, follow);
  useImperativeHandle(control, () => ({
    show: (index) => list.scrollToIndex(index, { align: 'center' }),
    top: () => list.range?.startIndex ?? 0,
  }));
  return (
    <div
      ref={scroller}
      className={isWrapped ? 'log-lines log-wrapped' : 'log-lines'}
      role="log"
      // Told line by line, a build would drown everything else.
      aria-live="off"
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={follow.onScroll}
      onWheel={follow.onWheel}
    >
      <div className="log-sticky" aria-hidden="true">
        {top === undefined ? null : props.headline(top.index)}
      </div>
      <div
        className="log-canvas"
        style={{ height, ...(isWrapped ? {} : { minWidth: `calc(${longest}ch + 100px)` }) }}
      >
        {items.map(({ index, key, start }) => (
          <div
            key={key}
            data-index={index}
            ref={isWrapped ? list.measureElement : undefined}
            className="log-row"
            style={{ transform: `translateY(${start}px)` }}
          >
            {render(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
