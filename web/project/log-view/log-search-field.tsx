import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { IconButton } from '../../components/button.tsx';
import { matchesMax } from './search.ts';
import type { LogSearch } from './use-log-search.ts';

interface SearchProps {
  search: LogSearch;
  onFind: (step: 1 | -1) => void;
}

/** Finds text in a log: Enter goes on, with Shift back, Escape clears. */
export function LogSearchField({ search, onFind }: SearchProps) {
  const { query, setQuery, matches } = search;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onFind(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && query !== '') setQuery('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className="log-search">
      <Search size={14} aria-hidden="true" />
      <input
        type="text"
        className="log-search-input"
        aria-label="Search this log"
        placeholder="Search this log"
        value={query}
        maxLength={200}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className="log-search-count" role="status">
        {countText(search)}
      </span>
      <IconButton
        label="Previous match"
        icon={<ChevronUp size={15} />}
        disabled={matches.length === 0}
        onClick={() => onFind(-1)}
      />
      <IconButton
        label="Next match"
        icon={<ChevronDown size={15} />}
        disabled={matches.length === 0}
        onClick={() => onFind(1)}
      />
    </search>
  );
}

/** "3 of 17", "17 found". */
function countText({ query, matches, index }: LogSearch): string {
  if (query === '') return '';
  if (matches.length === 0) return 'none';
  const count = matches.length >= matchesMax ? `${matches.length}+` : String(matches.length);
  return index === -1 ? `${count} found` : `${index + 1} of ${count}`;
}
