import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { SelectField } from '../components/select-field.tsx';
import { useCan } from '../data/me.ts';
import { connectionsQuery } from '../settings/github/connections-query.ts';
import type { Access } from './use-create.ts';

interface AccessChoiceProps {
  access: Access;
  onAccess: (access: Access) => void;
  connection: string;
  onConnection: (name: string) => void;
}

const choices: readonly { value: Access; label: string }[] = [
  { value: 'public', label: 'Public' },
  { value: 'connection', label: 'Private, with a GitHub connection' },
  { value: 'key', label: 'Private, with a deploy key' },
];

/** How the repository is fetched. */
export function AccessChoice({ access, onAccess, connection, onConnection }: AccessChoiceProps) {
  const can = useCan();
  const offered = choices.filter(({ value }) => value !== 'connection' || can('github.read'));
  return (
    <fieldset className="bare">
      <legend className="field-label">The repository is</legend>
      <div className="choice-grid choice-grid-wide">
        {offered.map(({ value, label }) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name="access"
              checked={access === value}
              onChange={() => onAccess(value)}
            />
            {label}
          </label>
        ))}
      </div>
      {access === 'key' ? (
        <p className="field-hint access-more">
          A key is made for this project; its public half goes into the repository’s settings.
        </p>
      ) : null}
      {access === 'connection' ? (
        <div className="access-more">
          <Connections connection={connection} onConnection={onConnection} />
        </div>
      ) : null}
    </fieldset>
  );
}

function Connections({
  connection,
  onConnection,
}: Pick<AccessChoiceProps, 'connection' | 'onConnection'>) {
  const { data } = useQuery(connectionsQuery);
  if (data?.items.length === 0) {
    return (
      <p className="field-hint">
        There is none yet: <Link href="/settings">connect GitHub</Link> first.
      </p>
    );
  }
  return (
    <SelectField
      label="GitHub connection"
      value={connection}
      options={[
        { value: '', label: 'Choose one' },
        ...(data?.items ?? []).map(({ name }) => ({ value: name, label: name })),
      ]}
      onSelectValue={onConnection}
    />
  );
}
