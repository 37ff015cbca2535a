import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '../../lib/api/openapi.ts';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { type Column, Table } from '../components/table.tsx';
import { Time } from '../components/time.tsx';
import { useToast } from '../components/toast.tsx';
import { api } from '../data/api.ts';
import { RoleBadge } from '../members/role-badge.tsx';

export type Token = components['schemas']['ApiToken'];

/** Whether it works no more. */
export function isOver({ revokedAt, expiresAt }: Token, nowMs: number): boolean {
  return revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= nowMs);
}

/** Tokens with what each may do and when it was used. */
export function TokenTable({ tokens }: { tokens: readonly Token[] }) {
  return <Table label="API tokens" rows={tokens} rowKey={({ id }) => id} columns={columns} />;
}

const columns: readonly Column<Token>[] = [
  {
    key: 'name',
    title: 'Name',
    render: (token) => (
      <span className="row">
        <strong>{token.name}</strong>
        <State token={token} />
      </span>
    ),
  },
  { key: 'rights', title: 'May', render: (token) => <Rights token={token} /> },
  { key: 'by', title: 'Made by', render: ({ createdBy }) => createdBy, hideOnPhone: true },
  {
    key: 'used',
    title: 'Last used',
    render: ({ lastUsedAt }) =>
      lastUsedAt === null ? <span className="faint">never</span> : <Time at={lastUsedAt} />,
  },
  {
    key: 'expires',
    title: 'Expires',
    render: ({ expiresAt }) =>
      expiresAt === null ? <span className="faint">never</span> : <Time at={expiresAt} />,
  },
  {
    key: 'actions',
    title: '',
    align: 'right',
    isActions: true,
    render: (token) => <Revoke token={token} />,
  },
];

function State({ token }: { token: Token }) {
  if (token.revokedAt !== null) return <Badge tone="bad">Revoked</Badge>;
  return isOver(token, Date.now()) ? <Badge tone="warn">Expired</Badge> : null;
}

function Rights({ token: { role, scopes, project } }: { token: Token }) {
  return (
    <span className="row">
      <RoleBadge role={role} {...(project === null ? {} : { project })} />
      {scopes.length === 0 ? null : (
        <Badge title={scopes.join(', ')}>
          {scopes.length === 1 ? scopes[0] : `${scopes.length} permissions`}
        </Badge>
      )}
    </span>
  );
}

function Revoke({ token }: { token: Token }) {
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const toast = useToast();
  if (isOver(token, Date.now())) return null;
  const revoke = async () => {
    await api.delete('/api/v1/tokens/{token}', { params: { path: { token: token.id } } });
    await queries.invalidateQueries({ queryKey: ['tokens'] });
    toast(`Token ${token.name} is revoked`);
  };
  return (
    <>
      <Button small variant="danger" onClick={() => setAsking(true)}>
        Revoke
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={`Revoke the token ${token.name}?`}
        action="Revoke token"
        onConfirm={revoke}
      >
        Whatever uses it stops working at once. This cannot be undone.
      </ConfirmDialog>
    </>
  );
}
