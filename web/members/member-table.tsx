import { ShieldCheck, ShieldOff } from 'lucide-react';
import type { components } from '../../lib/api/openapi.ts';
import { Avatar } from '../components/avatar.tsx';
import { Badge } from '../components/badge.tsx';
import { type Column, Table } from '../components/table.tsx';
import { Time } from '../components/time.tsx';
import { useCan, useMe } from '../data/me.ts';
import { MemberMenu } from './member-menu.tsx';
import { RoleBadge } from './role-badge.tsx';

export type Member = components['schemas']['Member'];

/** The members, with what may be done to each. */
export function MemberTable({ members }: { members: readonly Member[] }) {
  const can = useCan();
  const actions: Column<Member> = {
    key: 'actions',
    title: '',
    align: 'right',
    isActions: true,
    render: (member) => <MemberMenu member={member} />,
  };
  return (
    <Table
      label="Members"
      rows={members}
      rowKey={({ id }) => id}
      columns={can('members.write') ? [...columns, actions] : columns}
    />
  );
}

const columns: readonly Column<Member>[] = [
  { key: 'name', title: 'Name', render: (member) => <Name member={member} /> },
  { key: 'role', title: 'Role', render: (member) => <Roles member={member} /> },
  {
    key: 'totp',
    title: 'Two-step sign-in',
    render: ({ totp }) =>
      totp ? (
        <Badge tone="good" icon={<ShieldCheck size={12} aria-hidden="true" />}>
          On
        </Badge>
      ) : (
        <Badge tone="warn" icon={<ShieldOff size={12} aria-hidden="true" />}>
          Off
        </Badge>
      ),
  },
  {
    key: 'seen',
    title: 'Last seen',
    render: ({ lastSeenAt }) =>
      lastSeenAt === null ? <span className="faint">never</span> : <Time at={lastSeenAt} />,
  },
];

function Name({ member: { id, name, email, disabled } }: { member: Member }) {
  const { user } = useMe();
  return (
    <div className="row">
      <Avatar name={name} />
      <div className="member-name">
        <span className="row">
          <strong>{name}</strong>
          {user?.id === id ? <Badge tone="accent">You</Badge> : null}
          {disabled ? <Badge tone="bad">Disabled</Badge> : null}
        </span>
        <span className="muted">{email}</span>
      </div>
    </div>
  );
}

function Roles({ member: { role, projects } }: { member: Member }) {
  return (
    <div className="row">
      {role === null ? null : <RoleBadge role={role} />}
      {projects.map(({ project, role: given }) => (
        <RoleBadge key={project} role={given} project={project} />
      ))}
      {role === null && projects.length === 0 ? <span className="faint">none</span> : null}
    </div>
  );
}
