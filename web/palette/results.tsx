import { Boxes, File, type LucideIcon, Rocket, Server } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Entry, Group } from './entries.ts';

const icons: Record<Entry['kind'], LucideIcon> = {
  project: Boxes,
  deployment: Rocket,
  node: Server,
  page: File,
};

interface ResultsProps {
  id: string;
  groups: readonly Group[];
  /** Place of the chosen entry, counted over all groups. */
  active: number;
  onPoint: (place: number) => void;
  onChoose: (entry: Entry) => void;
}

/** The list under the field. */
export function Results({ id, groups, active, onPoint, onChoose }: ResultsProps) {
  let place = -1;
  return (
    <div id={`${id}-list`} className="palette-list" role="listbox" aria-label="Results">
      {groups.length === 0 ? <p className="palette-none muted">Nothing is called so.</p> : null}
      {groups.map(({ title, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div key={title} role="group" aria-label={title}>
          <div className="palette-group" aria-hidden="true">
            {title}
          </div>
          {entries.map((entry) => {
            place += 1;
            const own = place;
            return (
              <Option
                key={entry.path}
                id={`${id}-${own}`}
                entry={entry}
                isActive={own === active}
                onPoint={() => onPoint(own)}
                onChoose={() => onChoose(entry)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  id: string;
  entry: Entry;
  isActive: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ id, entry, isActive, onPoint, onChoose }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  const Icon = icons[entry.kind];
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field chooses
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={isActive}
      className="palette-option"
      onMouseMove={isActive ? undefined : onPoint}
      onClick={onChoose}
    >
      <Icon size={15} aria-hidden="true" />
      <span className="nowrap">{entry.title}</span>
      <span className="faint small truncate">{entry.subtitle}</span>
    </div>
  );
}
