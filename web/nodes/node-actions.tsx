import { MoreHorizontal, ShieldOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { LinkButton } from '../components/button.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { Menu } from '../components/menu.tsx';
import { useToast } from '../components/toast.tsx';
import { api } from '../data/api.ts';
import type { Node } from '../data/nodes.ts';
import { queryClient } from '../data/query-client.ts';

/** What ends a node's connection, or its place here. */
export function NodeActions({ node }: { node: Node }) {
  const [asked, setAsked] = useState<'revoke' | 'remove'>();
  const close = () => setAsked(undefined);
  return (
    <>
      {node.state === 'online' ? null : (
        <LinkButton href="/nodes/new">Make a join command</LinkButton>
      )}
      <Menu
        label={`More for ${node.name}`}
        trigger={<MoreHorizontal size={15} />}
        triggerClass="button button-secondary button-icon"
        items={[
          {
            ...{ label: 'Revoke its certificate…', icon: <ShieldOff size={14} /> },
            onSelect: () => setAsked('revoke'),
          },
          {
            ...{ label: 'Remove the node…', icon: <Trash2 size={14} /> },
            ...{ danger: true, separated: true, onSelect: () => setAsked('remove') },
          },
        ]}
      />
      <Revoke node={node} open={asked === 'revoke'} onClose={close} />
      <Remove node={node} open={asked === 'remove'} onClose={close} />
    </>
  );
}

interface AskProps {
  node: Node;
  open: boolean;
  onClose: () => void;
}

function Revoke({ node: { name }, open, onClose }: AskProps) {
  const toast = useToast();
  const revoke = async () => {
    await api.post('/api/v1/nodes/{node}/revoke', { params: { path: { node: name } } });
    await queryClient.invalidateQueries({ queryKey: [`node:${name}`] });
    toast(`${name} is shut out`);
  };
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Shut ${name} out?`}
      action="Revoke"
      onConfirm={revoke}
    >
      For a machine that was lost or may be in other hands. Its agent cannot connect any more, at
      once; applications that run there go on. To let it in again, make a new join command for the
      same name.
    </ConfirmDialog>
  );
}

function Remove({ node: { name, projectCount }, open, onClose }: AskProps) {
  const toast = useToast();
  const [, navigate] = useLocation();
  const remove = async () => {
    await api.delete('/api/v1/nodes/{node}', {
      params: { path: { node: name }, ...(projectCount > 0 ? { query: { force: 'true' } } : {}) },
    });
    await queryClient.invalidateQueries({ queryKey: ['nodes'] });
    toast(`${name} is removed`);
    navigate('/nodes');
  };
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Remove ${name}?`}
      action="Remove node"
      name={name}
      onConfirm={remove}
    >
      <p>
        It leaves this list, and its agent cannot connect any more. What runs on the machine goes on
        until somebody stops it there.
      </p>
      {projectCount === 0 ? null : (
        <p>
          <strong>
            {projectCount === 1 ? '1 project runs' : `${projectCount} projects run`} on it
          </strong>{' '}
          and cannot be deployed any more.
        </p>
      )}
    </ConfirmDialog>
  );
}
