import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { FormError } from '../components/form-error.tsx';
import { useToast } from '../components/toast.tsx';
import { api } from '../data/api.ts';
import type { Member } from './member-table.tsx';
import { RoleFields, type Roles } from './role-fields.tsx';

interface RolesDialogProps {
  open: boolean;
  onClose: () => void;
  member: Member;
}

/** Changes what a member may do. */
export function RolesDialog({ open, ...rest }: RolesDialogProps) {
  return open ? <Form {...rest} /> : null;
}

function Form({ onClose, member }: Omit<RolesDialogProps, 'open'>) {
  const [roles, setRoles] = useState<Roles>({ role: member.role, projects: member.projects });
  const queries = useQueryClient();
  const toast = useToast();
  const save = useMutation({
    mutationFn: () =>
      api.patch('/api/v1/members/{member}', {
        params: { path: { member: member.id } },
        body: roles,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['members'] });
      toast(`Roles of ${member.name} changed`);
      onClose();
    },
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={`Roles of ${member.name}`}>
      <form className="form" onSubmit={submit}>
        <RoleFields value={roles} onChange={setRoles} />
        <FormError error={save.error} />
        <div className="row-apart">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
