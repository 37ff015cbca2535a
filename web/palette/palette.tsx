import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../data/api.ts';
import { useMayOpen } from '../data/me.ts';
import { useSettled } from '../data/use-settled.ts';
import { type Entry, groupsOf, pageEntries } from './entries.ts';
import { recentEntries, rememberEntry } from './recent.ts';
import { Results } from './results.tsx';

/** Not at every letter; short enough to feel at once. */
const typingPauseMs = 80;

/** Goes anywhere by typing a few letters of it. A combobox: the focus stays in the field, arrows choose. */
export function Palette({ onClose }: { onClose: () => void }) {
  const element = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [, navigate] = useLocation();
  useEffect(() => {
    const dialog = element.current;
    if (dialog?.open === false) dialog.showModal();
    return () => dialog?.close();
  }, []);
  const choose = (entry: Entry) => {
    rememberEntry(entry);
    onClose();
    navigate(entry.path);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog
    <dialog
      ref={element}
      className="dialog palette"
      aria-label="Search and go to"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <Combobox text={text} onText={setText} onChoose={choose} />
    </dialog>
  );
}

interface ComboboxProps {
  text: string;
  onText: (text: string) => void;
  onChoose: (entry: Entry) => void;
}

function Combobox({ text, onText, onChoose }: ComboboxProps) {
  const id = useId();
  const groups = useGroups(text);
  const entries = groups.flatMap(({ entries: some }) => some);
  const [at, setAt] = useState(0);
  const active = Math.min(at, Math.max(0, entries.length - 1));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1 };
    const next = steps[event.key];
    const chosen = entries[active];
    if (event.key === 'Enter' && chosen !== undefined) onChoose(chosen);
    if (next === undefined || entries.length === 0) return;
    event.preventDefault();
    setAt((next + entries.length) % entries.length);
  };
  return (
    <>
      <div className="palette-input">
        <Search size={16} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-label="Search pages, projects, nodes and deployments"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={entries.length === 0 ? undefined : `${id}-${active}`}
          autoComplete="off"
          spellCheck={false}
          placeholder="Where to? A project, node, deployment, page …"
          value={text}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setAt(0);
            onText(event.currentTarget.value);
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <Results id={id} groups={groups} active={active} onPoint={setAt} onChoose={onChoose} />
      <div className="palette-foot" aria-hidden="true">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>↵</kbd> open
        </span>
        <span>
          <kbd>?</kbd> all shortcuts
        </span>
      </div>
    </>
  );
}

/** What matches: pages at once, the rest as central finds it. */
function useGroups(text: string) {
  const mayOpen = useMayOpen();
  const wanted = useSettled(text.trim(), typingPauseMs);
  const found = useQuery({
    queryKey: ['projects', 'search', wanted],
    queryFn: ({ signal }) =>
      api.get('/api/v1/search', { params: { query: { q: wanted } }, signal }),
    enabled: wanted !== '',
    placeholderData: (before) => before,
  });
  const pages = pageEntries.filter(mayOpen);
  return groupsOf(text, pages, wanted === '' ? [] : (found.data?.items ?? []), recentEntries());
}
