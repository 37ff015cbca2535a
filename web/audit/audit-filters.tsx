import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../components/button.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { projectsQuery } from '../data/projects.ts';
import { type AuditFilter, type AuditFilterValues, filterNames } from './filters.ts';

interface AuditFiltersProps {
  value: AuditFilterValues;
  onChange: (changes: Partial<AuditFilterValues>) => void;
}

/** Not at every letter: a list that jumps cannot be read. */
const typingPauseMs = 300;

export function AuditFilters({ value, onChange }: AuditFiltersProps) {
  const { data } = useQuery(projectsQuery);
  const slugs = data?.items.map(({ slug }) => slug) ?? [];
  const isFiltered = filterNames.some((name) => value[name] !== '');
  return (
    <search className="filters">
      <Typed
        {...{ name: 'q', label: 'Search', placeholder: 'Text', wide: true, value, onChange }}
      />
      <SelectField
        label="Project"
        value={value.project}
        onSelectValue={(project) => onChange({ project })}
        options={[
          { value: '', label: 'all' },
          ...[...new Set([...slugs, value.project])]
            .filter((slug) => slug !== '')
            .map((slug) => ({ value: slug, label: slug })),
        ]}
      />
      <Typed {...{ name: 'actor', label: 'Who', placeholder: 'anybody', value, onChange }} />
      <Typed {...{ name: 'action', label: 'What', placeholder: 'secret.set', value, onChange }} />
      {(['from', 'to'] as const).map((name) => (
        <TextField
          key={name}
          label={name === 'from' ? 'From' : 'Until'}
          type="date"
          value={value[name]}
          onText={(day) => onChange({ [name]: day })}
        />
      ))}
      {isFiltered ? (
        <Button
          variant="ghost"
          onClick={() => onChange(Object.fromEntries(filterNames.map((name) => [name, ''])))}
        >
          Clear
        </Button>
      ) : null}
    </search>
  );
}

interface TypedProps extends AuditFiltersProps {
  name: AuditFilter;
  label: string;
  placeholder: string;
  wide?: boolean;
}

/** A text that counts when its typist pauses. */
function Typed({ name, label, placeholder, wide, value, onChange }: TypedProps) {
  const present = value[name];
  const [text, setText] = useState(present);
  useEffect(() => setText(present), [present]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pause begins with the letter
  useEffect(() => {
    if (text === present) return;
    const timer = setTimeout(() => onChange({ [name]: text }), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <TextField
      {...{ label, placeholder, wide }}
      type="search"
      autoComplete="off"
      before={name === 'q' ? <Search size={14} aria-hidden="true" /> : undefined}
      value={text}
      onText={setText}
    />
  );
}
