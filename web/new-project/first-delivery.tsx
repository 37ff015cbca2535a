import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import { LinkButton } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { extraDetail, reasonWords } from '../deliveries/outcome-words.ts';
import { begunQuery, type Delivery, deliveriesQuery } from '../deliveries/queries.ts';

/** Should the live connection be down, the page finds out all the same. */
const askEveryMs = 5_000;

/** Waits for what GitHub sends first, and says what it was. */
export function FirstDelivery({ slug }: { slug: string }) {
  const query = useInfiniteQuery({
    ...deliveriesQuery({ outcome: undefined, project: slug }, 1),
    refetchInterval: askEveryMs,
  });
  const last = query.data?.pages[0]?.items[0];
  return <div role="status">{last === undefined ? <Waiting /> : <Arrived delivery={last} />}</div>;
}

function Waiting() {
  return (
    <div className="note">
      <span className="status status-info status-turning">
        <LoaderCircle size={16} aria-hidden="true" />
      </span>
      <div className="note-body">
        <strong>Waiting for GitHub</strong>
        <span className="muted">
          As soon as the webhook is there, GitHub says hello; this page notices by itself.
        </span>
      </div>
    </div>
  );
}

function Arrived({ delivery }: { delivery: Delivery }) {
  const begun = useQuery(begunQuery(delivery.deploymentId)).data;
  if (delivery.outcome === 'deployed') {
    return (
      <Note
        tone="good"
        title="The first push has arrived"
        actions={
          begun === undefined ? undefined : (
            <LinkButton
              variant="primary"
              href={`/projects/${begun.project}/deployments/${begun.number}`}
            >
              Watch the deployment
            </LinkButton>
          )
        }
      >
        It is being deployed.
      </Note>
    );
  }
  if (delivery.reason === 'ping') {
    return (
      <Note tone="good" title="The webhook works">
        GitHub has said hello. The next push to the branch is deployed.
      </Note>
    );
  }
  const { text, advice } = reasonWords(delivery);
  return (
    <Note
      tone={delivery.outcome === 'received' ? 'info' : 'warn'}
      title={delivery.outcome === 'received' ? 'Something has arrived' : text}
      actions={
        <LinkButton small href={`/deliveries/${delivery.id}`}>
          Look at it
        </LinkButton>
      }
    >
      {extraDetail(delivery)} {advice}
    </Note>
  );
}
