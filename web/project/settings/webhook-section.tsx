import { useInfiniteQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Code } from '../../components/code.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Note } from '../../components/note.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { api } from '../../data/api.ts';
import { useCan } from '../../data/me.ts';
import { outcomeWords, reasonWords } from '../../deliveries/outcome-words.ts';
import { deliveriesQuery } from '../../deliveries/queries.ts';
import type { Project } from '../types.ts';
import { type ShownSetup, WebhookSteps } from './webhook-steps.tsx';

/** How GitHub tells of a push. */
export function WebhookSection({ project, mayWrite }: { project: Project; mayWrite: boolean }) {
  const { slug, webhookUrl } = project;
  const [isAsked, setAsked] = useState(false);
  const [setup, setSetup] = useState<ShownSetup>();
  const can = useCan();
  const renew = async () => {
    setSetup(
      await api.post('/api/v1/projects/{project}/webhook-secret', {
        params: { path: { project: slug } },
      }),
    );
  };
  return (
    <Card
      title="Webhook"
      description="GitHub tells this address of each push."
      actions={
        mayWrite ? (
          <Button small icon={<RotateCw size={13} />} onClick={() => setAsked(true)}>
            New secret
          </Button>
        ) : undefined
      }
    >
      <div className="stack">
        {setup === undefined ? (
          <div className="stack-s">
            <span className="field-label">URL</span>
            <Code label="Copy the URL">{webhookUrl}</Code>
          </div>
        ) : (
          <>
            <Note tone="warn" title="The secret is shown this once">
              Enter it at GitHub now; deliveries signed with the old one are refused.
            </Note>
            <WebhookSteps setup={setup} repositoryUrl={project.repositoryUrl} isNew={false} />
          </>
        )}
        {can('deliveries.read', slug) ? <LastDelivery slug={slug} /> : null}
      </div>
      <ConfirmDialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={`Make a new webhook secret for ${slug}?`}
        action="Make a new secret"
        danger={false}
        onConfirm={renew}
      >
        The present one counts no more, at once: until the new one is entered at GitHub, pushes are
        refused.
      </ConfirmDialog>
    </Card>
  );
}

function LastDelivery({ slug }: { slug: string }) {
  const query = useInfiniteQuery(deliveriesQuery({ outcome: undefined, project: slug }, 1));
  if (query.data === undefined) return null;
  const last = query.data.pages[0]?.items[0];
  if (last === undefined) {
    return <p className="muted small">GitHub has not sent anything yet.</p>;
  }
  return (
    <p className="row small">
      <span className="muted">Last delivery</span>
      <Link href={`/deliveries/${last.id}`}>
        <Status state={last.outcome} label={outcomeWords[last.outcome]} />
      </Link>
      {last.outcome === 'deployed' ? null : <span>{reasonWords(last).text}</span>}
      <span className="muted">
        <Time at={last.receivedAt} />
      </span>
      <Link href={`/deliveries?project=${slug}`}>All deliveries</Link>
    </p>
  );
}
