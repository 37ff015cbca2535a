import { useQueryClient } from '@tanstack/react-query';
import { Ban, CircleCheck, Ellipsis, ShieldOff, Trash2, UserCog } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { Menu, type MenuItem } from '../components/menu.tsx';
import { useToast } from '../components/toast.tsx';
import { api } from '../data/api.ts';
import { useMe } from '../data/me.ts';
import type { Member } from './member-table.tsx';
import { RolesDialog } from './roles-dialog.tsx';

type Action = 'roles' | 'disable' | 'enable' | 'totp' | 'remove';

/** What an admin may do to a member; an owner is only changed by owners. */
export function MemberMenu({ member }: { member: Member }) {
  const me = useMe();
  const [action, setAction] = useState<Action>();
  const close = () => setAction(undefined);
  if (member.role === 'owner' && me.role !== 'owner') return null;
  const isMe = me.user?.id === member.id;
  const items: MenuItem[] = [
    { label: 'Change roles', icon: <UserCog size={15} />, onSelect: () => setAction('roles') },
    ...(member.totp && !isMe
      ? [
          {
            label: 'Reset two-step sign-in',
            icon: <ShieldOff size={15} />,
            onSelect: () => setAction('totp'),
          },
        ]
      : []),
    ...(isMe ? [] : [member.disabled ? enable(setAction) : disable(setAction)]),
    {
      label: isMe ? 'Leave' : 'Remove',
      icon: <Trash2 size={15} />,
      danger: true,
      separated: true,
      onSelect: () => setAction('remove'),
    },
  ];
  return (
    <>
      <Menu label={`Actions for ${member.name}`} trigger={<Ellipsis size={16} />} items={items} />
      <RolesDialog open={action === 'roles'} onClose={close} member={member} />
      <Confirmations member={member} action={action} onClose={close} />
    </>
  );
}

function disable(choose: (action: Action) => void): MenuItem {
  return { label: 'Disable', icon: <Ban size={15} />, onSelect: () => choose('disable') };
}

function enable(choose: (action: Action) => void): MenuItem {
  return { label: 'Enable', icon: <CircleCheck size={15} />, onSelect: () => choose('enable') };
}

interface Confirmation {
  title: string;
  text: ReactNode;
  button: string;
  danger: boolean;
  done: string;
  run: () => Promise<unknown>;
}

function Confirmations({
  member,
  action,
  onClose,
}: {
  member: Member;
  action: Action | undefined;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const toast = useToast();
  if (action === undefined || action === 'roles') return null;
  const { title, text, button, danger, done, run } = confirmationOf(action, member);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={title}
      action={button}
      danger={danger}
      {...(action === 'remove' ? { name: member.email } : {})}
      onConfirm={async () => {
        await run();
        await queries.invalidateQueries({ queryKey: ['members'] });
        toast(done);
      }}
    >
      {text}
    </ConfirmDialog>
  );
}

function confirmationOf(action: Exclude<Action, 'roles'>, member: Member): Confirmation {
  const { name } = member;
  const params = { path: { member: member.id } };
  const set = (disabled: boolean) =>
    api.patch('/api/v1/members/{member}', { params, body: { disabled } });
  return {
    disable: {
      title: `Disable ${name}?`,
      text: 'All sessions end and tokens stop working. You can enable the account again.',
      button: 'Disable',
      danger: true,
      done: `${name} is disabled`,
      run: () => set(true),
    },
    enable: {
      title: `Enable ${name} again?`,
      text: 'They may sign in again, with the roles they had.',
      button: 'Enable',
      danger: false,
      done: `${name} is enabled`,
      run: () => set(false),
    },
    totp: {
      title: `Reset two-step sign-in of ${name}?`,
      text: 'Their password alone lets them in until they turn it on again. Make sure that it is really them who asks.',
      button: 'Reset',
      danger: true,
      done: `Two-step sign-in of ${name} is off`,
      run: () => api.post('/api/v1/members/{member}/reset-totp', { params }),
    },
    remove: {
      title: `Remove ${name}?`,
      text: 'Their sessions and API tokens end. What they did stays in the audit log.',
      button: 'Remove member',
      danger: true,
      done: `${name} is removed`,
      run: () => api.delete('/api/v1/members/{member}', { params }),
    },
  }[action];
}
