import { Pause, Play, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import {
  type LogPart,
  type LogQuery,
  localInput,
  nameOf,
  partOptions,
  readLogQuery,
} from './log-query.ts';
import type { AppLog } from './use-app-log.ts';

interface FilterProps {
  query: LogQuery;
  onQuery: (query: LogQuery) => void;
}

/** Each letter is no question to the node. */
const typingMs = 350;

/** Asks the node for the lines with a text: also for those that are not here. */
export function LogTextFilter({ query, onQuery }: FilterProps) {
  const { q } = query;
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => onQuery({ ...query, q: text.trim() }), typingMs);
    return () => clearTimeout(timer);
  });
  return (
    <search className="log-search">
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        className="log-search-input"
        aria-label="Only lines with this text"
        placeholder="Only lines with…"
        value={text}
        maxLength={200}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </search>
  );
}

/** Which stretch of the log, and whether it goes on. */
export function LogPartFilter({ query, onQuery, log }: FilterProps & { log: AppLog }) {
  const { part } = query;
  const select = (value: string) => {
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const chosen: LogPart =
      value === 'range'
        ? { kind: 'range', from: anHourAgo, to: new Date().toISOString() }
        : readLogQuery(new URLSearchParams({ show: value })).part;
    onQuery({ ...query, part: chosen });
  };
  return (
    <div className="log-part">
      <select
        className="input log-select"
        aria-label="Which lines"
        value={nameOf(part)}
        onChange={(event) => select(event.currentTarget.value)}
      >
        {partOptions.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {part.kind === 'range' ? (
        <Range part={part} onPart={(next) => onQuery({ ...query, part: next })} />
      ) : null}
      <PauseButton log={log} />
    </div>
  );
}

type RangePart = Extract<LogPart, { kind: 'range' }>;

function Range({ part, onPart }: { part: RangePart; onPart: (part: RangePart) => void }) {
  const set = (name: 'from' | 'to') => (event: React.ChangeEvent<HTMLInputElement>) => {
    const { value } = event.currentTarget;
    if (value !== '') onPart({ ...part, [name]: new Date(value).toISOString() });
    else if (name === 'to') onPart({ ...part, to: undefined });
  };
  return (
    <>
      <input
        type="datetime-local"
        className="input log-select"
        aria-label="From"
        value={localInput(part.from)}
        onChange={set('from')}
      />
      <input
        type="datetime-local"
        className="input log-select"
        aria-label="To; empty: it goes on"
        value={localInput(part.to)}
        onChange={set('to')}
      />
    </>
  );
}

function PauseButton({ log: { state, isPaused, held, pause, goOn } }: { log: AppLog }) {
  if (state === 'over' || state === 'refused') return null;
  if (!isPaused) {
    return (
      <Button small icon={<Pause size={14} />} onClick={pause}>
        Pause
      </Button>
    );
  }
  return (
    <Button small variant="primary" icon={<Play size={14} />} onClick={goOn}>
      Go on{held === 0 ? '' : ` (${held.toLocaleString('en')} new)`}
    </Button>
  );
}
