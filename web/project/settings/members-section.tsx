import { useMutation, useQuery } from '@tanstack/react-query';
import { UserPlus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { components } from '../../../lib/api/openapi.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button, IconButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { api } from '../../data/api.ts';
import { useCan } from '../../data/me.ts';
import { queryClient } from '../../data/query-client.ts';
import type { Project } from '../types.ts';

type ProjectMember = components['schemas']['ProjectMember'];
type ProjectRole = components['schemas']['ProjectRoleInput'];

const roleOptions: { value: ProjectRole; label: string }[] = [
  { value: 'viewer', label: 'Viewer: looks' },
  { value: 'deployer', label: 'Deployer: deploys, sets secrets' },
  { value: 'admin', label: 'Admin: everything in this project' },
];

/** Who may do what in this project. */
export function MembersSection({ project: { slug } }: { project: Project }) {
  const can = useCan();
  const mayWrite = can('members.write', slug);
  const members = useQuery({
    queryKey: ['members', 'of', slug],
    queryFn: ({ signal }) =>
      api.get('/api/v1/projects/{project}/members', {
        params: { path: { project: slug } },
        signal,
      }),
  });
  return (
    <Card
      title="Members"
      description="People with a role in this project, and those whose role counts everywhere."
      flush
    >
      <Loaded query={members}>
        {({ items }) => (
          <>
            <ul className="list">
              {items.map((item) => (
                <MemberRow key={item.member.id} slug={slug} item={item} mayWrite={mayWrite} />
              ))}
            </ul>
            {mayWrite ? <AddMember slug={slug} present={items} /> : null}
          </>
        )}
      </Loaded>
    </Card>
  );
}

interface MemberRowProps {
  slug: string;
  item: ProjectMember;
  mayWrite: boolean;
}

function MemberRow({ slug, item, mayWrite }: MemberRowProps) {
  const { member, role, from } = item;
  const [isAsked, setAsked] = useState(false);
  const save = useSetRole(slug);
  const isOwn = from === 'project';
  const remove = async () => {
    await api.delete('/api/v1/projects/{project}/members/{member}', {
      params: { path: { project: slug, member: member.id } },
    });
    await renew();
  };
  return (
    <li>
      <Avatar name={member.name} />
      <div className="grow">
        <div className="truncate">{member.name}</div>
        <div className="muted small truncate">{member.email}</div>
        <FormError error={save.error} />
      </div>
      {isOwn && mayWrite ? (
        <div className="member-role">
          <SelectField
            label={`Role of ${member.name}`}
            hideLabel
            value={role as ProjectRole}
            options={roleOptions}
            disabled={save.isPending}
            onSelectValue={(next) => save.mutate({ member: member.id, role: next })}
          />
        </div>
      ) : (
        <Badge tone={isOwn ? 'accent' : 'neutral'}>
          {role}
          {isOwn ? '' : ', everywhere'}
        </Badge>
      )}
      {isOwn && mayWrite ? (
        <IconButton
          label={`Take ${member.name} out of ${slug}`}
          icon={<X size={14} />}
          onClick={() => setAsked(true)}
        />
      ) : null}
      <ConfirmDialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={`Take ${member.name} out of ${slug}?`}
        action="Take out"
        onConfirm={remove}
      >
        The role in this project ends at once. A role that counts everywhere stays.
      </ConfirmDialog>
    </li>
  );
}

function renew() {
  return queryClient.invalidateQueries({ queryKey: ['members'] });
}

function useSetRole(slug: string) {
  return useMutation({
    mutationFn: ({ member, role }: { member: string; role: ProjectRole }) =>
      api.put('/api/v1/projects/{project}/members/{member}', {
        params: { path: { project: slug, member } },
        body: { role },
      }),
    onSuccess: renew,
  });
}

/** Gives a role here to somebody who has an account already. */
function AddMember({ slug, present }: { slug: string; present: readonly ProjectMember[] }) {
  const can = useCan();
  const [member, setMember] = useState('');
  const [role, setRole] = useState<ProjectRole>('deployer');
  const save = useSetRole(slug);
  const people = useQuery({
    queryKey: ['members'],
    enabled: can('members.read'),
    queryFn: ({ signal }) => api.get('/api/v1/members', { signal }),
  });
  const taken = new Set(present.map(({ member: { id } }) => id));
  const free = (people.data?.items ?? []).filter(({ id, disabled }) => !taken.has(id) && !disabled);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (member !== '') save.mutate({ member, role }, { onSuccess: () => setMember('') });
  };
  if (free.length === 0) {
    return (
      <p className="card-body muted small">
        {can('members.write') ? (
          <>
            Everybody who has an account is listed. <Link href="/members">Invite somebody</Link>,
            with a role in this project alone if you like.
          </>
        ) : (
          'Everybody who has an account is listed.'
        )}
      </p>
    );
  }
  return (
    <form className="card-body filters" onSubmit={submit}>
      <SelectField
        label="Add"
        wide
        value={member}
        options={[
          { value: '', label: 'Choose a person' },
          ...free.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
        ]}
        onSelectValue={setMember}
      />
      <SelectField
        label="Role here"
        wide
        value={role}
        options={roleOptions}
        onSelectValue={setRole}
      />
      <Button
        type="submit"
        icon={<UserPlus size={14} />}
        disabled={member === ''}
        busy={save.isPending}
      >
        Add
      </Button>
      <FormError error={save.error} />
    </form>
  );
}
