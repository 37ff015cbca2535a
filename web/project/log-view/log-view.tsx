import { ArrowDown } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { Button } from '../../components/button.tsx';
import type { TimelineStep } from '../deployment/timeline-model.ts';
import { readLineHash } from './line-hash.ts';
import { LogLines } from './log-lines.tsx';
import type { LogStore } from './log-store.ts';
import { LogToolbar, type Looks } from './log-toolbar.tsx';
import { useFlag } from './use-flag.ts';
import { useLarge } from './use-large.ts';
import { type LogModel, useLogModel } from './use-log-model.ts';

interface LogViewProps {
  store: LogStore;
  /** What is shown: 'the log of deployment 12'. */
  label: string;
  /** New lines may come. */
  isGrowing: boolean;
  /** By name: each step's lines get a headline. */
  steps?: ReadonlyMap<string, TimelineStep>;
  /** #L12 in the page's address is a line of this log. */
  hasAddresses?: boolean;
  download?: { href: string; name: string };
  /** Instead of the search in what is here. */
  filter?: ReactNode;
  /** What such a filter looks for. */
  highlight?: string;
  /** More controls. */
  extra?: ReactNode;
  /** Below the lines: the connection is lost, lines were left out. */
  status?: ReactNode;
  /** While there are no lines. */
  empty: ReactNode;
  showTimes?: boolean;
  control?: RefObject<LogControl | null>;
}

/** What a page may ask of the log on it. */
export interface LogControl {
  /** Brings a line into view. */
  reveal(line: number): void;
  /** Does so, and marks it. */
  goTo(line: number): void;
}

/** A log: ten lines or ten thousand, finished or growing. */
export function LogView(props: LogViewProps) {
  const { store, steps, isGrowing, label, hasAddresses = false, highlight } = props;
  const hasSteps = steps !== undefined;
  const model = useLogModel({ store, hasSteps, isGrowing, hasAddresses, highlight });
  const looks = useLooks(props.showTimes === true);
  const { place, snapshot } = model;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hasAddresses && readLineHash(location.hash) !== undefined) comeIntoView(root.current);
  }, [hasAddresses]);
  useImperativeHandle(props.control, () => ({
    reveal: place.reveal,
    goTo(line) {
      comeIntoView(root.current);
      place.choose(line, false);
      place.reveal(line);
    },
  }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: catches the keys of what is in it
    <div
      ref={root}
      className={looks.isLarge ? 'log log-large' : 'log'}
      onKeyDown={(event) => searchHere(event)}
    >
      <LogToolbar
        {...{ model, looks, label, isGrowing, hasSteps }}
        download={props.download}
        filter={props.filter}
        extra={props.extra}
      />
      {snapshot.lines.length === 0 ? (
        <div className="log-empty">{props.empty}</div>
      ) : (
        <LogLines {...{ model, looks, label, steps }} />
      )}
      <JumpToEnd model={model} isGrowing={isGrowing} />
      <div className="log-status">
        {snapshot.dropped > 0 ? <DroppedNote count={snapshot.dropped} /> : null}
        {props.status}
      </div>
    </div>
  );
}

/** On a phone the log is below much else. */
function comeIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function useLooks(showTimes: boolean): Looks {
  const [isNarrow] = useState(() => matchMedia('(max-width: 640px)').matches);
  const [isWrapped, toggleWrap] = useFlag(isNarrow ? 'log-wrap-narrow' : 'log-wrap', isNarrow);
  const hasRoom = showTimes && !isNarrow;
  const [hasTimes, toggleTimes] = useFlag(hasRoom ? 'app-log-times' : 'log-times', hasRoom);
  const [isLarge, toggleLarge] = useLarge();
  return { isWrapped, toggleWrap, hasTimes, toggleTimes, isLarge, toggleLarge };
}

/** The browser's own search sees only the lines on the screen. */
function searchHere(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'f' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  const input = event.currentTarget.querySelector<HTMLInputElement>('.log-search-input');
  if (input === null || input === document.activeElement) return;
  event.preventDefault();
  input.focus();
  input.select();
}

function JumpToEnd({ model, isGrowing }: { model: LogModel; isGrowing: boolean }) {
  const { isFollowing, setFollowing } = model.follow;
  if (!isGrowing || isFollowing || model.snapshot.lines.length === 0) return null;
  return (
    <div className="log-jump">
      <Button small icon={<ArrowDown size={14} />} onClick={() => setFollowing(true)}>
        Jump to end
      </Button>
    </div>
  );
}

function DroppedNote({ count }: { count: number }) {
  return (
    <span>
      The first {count.toLocaleString('en')} lines are not shown here; the download has them.
    </span>
  );
}
