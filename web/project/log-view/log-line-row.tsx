import { memo } from 'react';
import { spansOf } from './ansi.ts';
import type { LogLine } from './log-store.ts';
import { markedSpans, type Piece } from './marked-spans.ts';
import type { Match } from './search.ts';

/** Longer lines are cut until somebody asks: a browser lays out a megabyte in one line for seconds. */
export const lineShownMax = 1_000;

interface RowProps {
  line: LogLine;
  matches: readonly Match[];
  current: Match | undefined;
  isChosen: boolean;
  isWhole: boolean;
  hasTimes: boolean;
  onNumber: (number: number, isRange: boolean) => void;
  onWhole: (number: number) => void;
}

const clock = new Intl.DateTimeFormat(undefined, {
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  hour12: false,
});

/** One line. Drawn again only when something of its own has changed. */
export const LogLineRow = memo(function LogLineRow(props: RowProps) {
  const { line, isChosen, hasTimes, onNumber } = props;
  const { number, stderr, at, step } = line;
  const choose = (event: React.MouseEvent) => {
    event.preventDefault();
    onNumber(number, event.shiftKey);
  };
  return (
    <div className={classesOf(stderr, isChosen)}>
      <a
        href={`#L${number}`}
        className="log-number"
        // One press of Tab should leave the log, not walk through ten thousand lines.
        tabIndex={-1}
        aria-label={`Line ${number}`}
        onClick={choose}
      >
        {number}
      </a>
      {hasTimes ? (
        <time
          className="log-time"
          dateTime={new Date(at).toISOString()}
          title={`${fullTime(at)}${step === '' ? '' : ` · ${step}`}`}
        >
          {clock.format(at)}
        </time>
      ) : null}
      <span className="log-text">
        {stderr ? <span className="visually-hidden">stderr: </span> : null}
        <Text {...props} />
      </span>
    </div>
  );
});

function classesOf(stderr: boolean, isChosen: boolean): string {
  return `log-line${stderr ? ' log-stderr' : ''}${isChosen ? ' log-chosen' : ''}`;
}

function fullTime(at: number): string {
  return `${new Date(at).toLocaleDateString()} ${clock.format(at)}.${String(at % 1_000).padStart(3, '0')}`;
}

function Text({ line, matches, current, isWhole, onWhole }: RowProps) {
  const { plain, number } = line;
  const left = isWhole ? 0 : plain.length - lineShownMax;
  const pieces = markedSpans(spansOf(line.text), matches, current);
  return (
    <>
      {(left > 0 ? shortened(pieces) : pieces).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have no other name
        <PieceText key={index} piece={piece} />
      ))}
      {left > 0 ? (
        <button type="button" className="log-more" onClick={() => onWhole(number)}>
          … {left.toLocaleString('en')} more characters
        </button>
      ) : null}
    </>
  );
}

function PieceText({ piece: { text, className, mark } }: { piece: Piece }) {
  if (mark !== 'none') {
    return (
      <mark className={`${className}${mark === 'current' ? ' log-current' : ''}`}>{text}</mark>
    );
  }
  return className === '' ? text : <span className={className}>{text}</span>;
}

function shortened(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  let room = lineShownMax;
  for (const piece of pieces) {
    if (room <= 0) break;
    kept.push({ ...piece, text: piece.text.slice(0, room) });
    room -= piece.text.length;
  }
  return kept;
}
