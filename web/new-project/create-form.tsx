import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import type { FormEvent } from 'react';
import { Button, LinkButton } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { FormError } from '../components/form-error.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Note } from '../components/note.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { fieldError } from '../data/api.ts';
import { useCan } from '../data/me.ts';
import { type Node, nodesQuery } from '../data/nodes.ts';
import { AccessChoice } from './access-choice.tsx';
import type { Created } from './created-project.tsx';
import type { Repository } from './repository.ts';
import { useCreate } from './use-create.ts';
import { useCreateForm } from './use-create-form.ts';

/** All that a project needs to begin with; everything else has a sensible default. */
export function CreateForm({ onCreated }: { onCreated: (created: Created) => void }) {
  const nodes = useQuery(nodesQuery);
  return (
    <Loaded query={nodes}>
      {({ items }) =>
        items.length === 0 ? <NoNode /> : <Fields nodes={items} onCreated={onCreated} />
      }
    </Loaded>
  );
}

function NoNode() {
  const can = useCan();
  return (
    <Note
      tone="info"
      title="Connect a node first"
      actions={
        can('nodes.write') ? (
          <LinkButton href="/nodes/new" variant="primary">
            Connect a node
          </LinkButton>
        ) : undefined
      }
    >
      A project runs on a machine of yours, and none has joined yet.
      {can('nodes.write') ? '' : ' An admin can connect one.'}
    </Note>
  );
}

interface FieldsProps {
  nodes: readonly Node[];
  onCreated: (created: Created) => void;
}

function Fields({ nodes, onCreated }: FieldsProps) {
  const form = useCreateForm(nodes);
  const create = useCreate(onCreated);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.setTried(true);
    if (form.wish !== undefined) create.mutate(form.wish);
  };
  return (
    <Card>
      <form className="form" onSubmit={submit}>
        <TextField
          label="Repository"
          value={form.typed}
          onText={form.setTyped}
          placeholder="owner/name or https://github.com/owner/name"
          autoComplete="off"
          autoCapitalize="off"
          inputMode="url"
          error={form.problems.repository ?? fieldError(create.error, 'repositoryUrl')}
          hint={form.repository === undefined ? undefined : <Understood of={form.repository} />}
        />
        <div className="grid-2">
          <TextField
            label="Name"
            value={form.name}
            onText={form.setName}
            placeholder="my-shop"
            autoComplete="off"
            maxLength={40}
            error={form.problems.name ?? fieldError(create.error, 'name')}
          />
          <TextField
            label="Branch"
            value={form.branch}
            onText={form.setBranch}
            autoComplete="off"
            mono
            error={form.problems.branch ?? fieldError(create.error, 'branch')}
          />
        </div>
        <SelectField
          label="Node"
          value={form.node}
          options={nodes.map(({ name, state }) => ({
            value: name,
            label: state === 'online' ? name : `${name} (not connected)`,
          }))}
          onSelectValue={form.setNode}
        />
        <AccessChoice
          access={form.access}
          onAccess={form.setAccess}
          connection={form.connection}
          onConnection={form.setConnection}
        />
        <FormError error={create.error} />
        <div className="form-actions">
          <Button type="submit" variant="primary" busy={create.isPending}>
            Create project
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Understood({ of: { fullName, isGitHub, isSsh } }: { of: Repository }) {
  const where = isGitHub ? ' at GitHub' : '';
  return (
    <span className="repo-understood">
      <CircleCheck size={14} aria-hidden="true" />
      {fullName}
      {where}
      {isSsh ? ', over ssh' : ''}
    </span>
  );
}
