import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DeploymentState } from '../../../lib/deployment-states.ts';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { DeploymentFilter } from '../use-deployments.ts';

const options: { value: DeploymentState | 'all'; label: string }[] = [
  { value: 'all', label: 'All states' },
  { value: 'live', label: 'Live' },
  { value: 'running', label: 'Running' },
  { value: 'queued', label: 'Queued' },
  { value: 'failed', label: 'Failed' },
  { value: 'rolled_back', label: 'Rolled back' },
  { value: 'replaced', label: 'Replaced' },
  { value: 'canceled', label: 'Canceled' },
  { value: 'superseded', label: 'Superseded' },
];

/** Each letter is no question of its own. */
const typingMs = 250;

/** Which deployments are shown. */
export function DeploymentFilters({
  filter,
  onFilter,
}: {
  filter: DeploymentFilter;
  onFilter: (filter: DeploymentFilter) => void;
}) {
  const { state, q } = filter;
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text === q) return;
    const timer = setTimeout(() => onFilter({ state, q: text.trim() }), typingMs);
    return () => clearTimeout(timer);
  });
  return (
    <search className="filters deployment-filters">
      <TextField
        label="Search deployments"
        hideLabel
        wide
        type="search"
        placeholder="Commit, message, author or branch"
        before={<Search size={15} aria-hidden="true" />}
        value={text}
        onText={setText}
        maxLength={200}
      />
      <SelectField
        label="State"
        hideLabel
        value={state ?? 'all'}
        options={options}
        onSelectValue={(value) => onFilter({ state: value === 'all' ? undefined : value, q })}
      />
    </search>
  );
}
