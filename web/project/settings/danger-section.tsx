import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import type { Project } from '../types.ts';

/** The end of a project. */
export function DangerSection({ project }: { project: Project }) {
  const { slug, node } = project;
  const [isAsked, setAsked] = useState(false);
  const toast = useToast();
  const [, navigate] = useLocation();
  const remove = async () => {
    await api.delete('/api/v1/projects/{project}', {
      params: { path: { project: slug } },
      body: { confirm: slug },
    });
    navigate('/');
    await queryClient.invalidateQueries({ queryKey: ['projects'] });
    toast(`${slug} is deleted`);
  };
  return (
    <Card title="Danger zone" danger>
      <div className="row-apart">
        <div>
          <strong>Delete this project</strong>
          <p className="muted small">Its application stops, and its secrets are gone for good.</p>
        </div>
        <Button variant="danger" onClick={() => setAsked(true)}>
          Delete project…
        </Button>
      </div>
      <ConfirmDialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={`Delete ${slug}?`}
        action="Delete project"
        name={slug}
        onConfirm={remove}
      >
        <ul className="plain-points">
          <li>
            The application stops, and <strong>{node.name}</strong> removes its releases, shared
            files and logs
            {node.connected ? '' : ' as soon as it is connected again'}. This cannot be undone.
          </li>
          <li>All secrets and their history are deleted. Export them first if you need them.</li>
          <li>Domains are free again. The repository is not touched.</li>
          <li>What is in the audit log stays.</li>
        </ul>
      </ConfirmDialog>
    </Card>
  );
}
