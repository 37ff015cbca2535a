import { useMutation, useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Code } from '../components/code.tsx';
import { FormError } from '../components/form-error.tsx';
import { KeyValue } from '../components/key-value.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { Status } from '../components/status.tsx';
import { Time } from '../components/time.tsx';
import { useToast } from '../components/toast.tsx';
import { api } from '../data/api.ts';
import { useCan } from '../data/me.ts';
import { payloadText } from './delivery-filters.ts';
import { extraDetail, outcomeWords, reasonWords } from './outcome-words.ts';
import { begunQuery, type Delivery, deliveryQuery } from './queries.ts';

type Detail = Delivery & { payload: unknown; headers?: Record<string, string> };

/** One delivery: what was sent, what became of it, and once more. */
export function DeliveryPage({ id }: { id: string }) {
  const query = useQuery(deliveryQuery(id));
  const delivery = query.data;
  return (
    <Page
      title={`Delivery ${id}`}
      crumbs={[{ label: 'Deliveries', href: '/deliveries' }]}
      badge={
        delivery === undefined ? null : (
          <Status state={delivery.outcome} label={outcomeWords[delivery.outcome]} />
        )
      }
      actions={delivery === undefined ? undefined : <Replay delivery={delivery} />}
    >
      <Loaded query={query}>
        {(detail) => (
          <>
            <Became delivery={detail} />
            <Facts delivery={detail} />
            <Headers headers={(detail as Detail).headers} />
            <Card title="Payload" description="As it was sent; of large ones the parts that decide">
              {payloadText(detail.payload) === '' ? (
                <p className="muted">It had no body.</p>
              ) : (
                <div className="payload">
                  <Code label="Copy the payload">{payloadText(detail.payload)}</Code>
                </div>
              )}
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What became of it, with the way to it. */
function Became({ delivery }: { delivery: Delivery }) {
  const begun = useQuery(begunQuery(delivery.deploymentId));
  if (delivery.outcome === 'received') {
    return (
      <Note tone="info" title="It is being decided">
        This page shows the outcome as soon as there is one.
      </Note>
    );
  }
  if (delivery.outcome === 'deployed') {
    const { data } = begun;
    return (
      <Note
        tone="good"
        title="A deployment has begun"
        actions={data === undefined ? undefined : <Status state={data.state} />}
      >
        {data === undefined ? null : (
          <Link href={`/projects/${data.project}/deployments/${data.number}`}>
            Deployment {data.number} of {data.project}
          </Link>
        )}
      </Note>
    );
  }
  const { text, advice } = reasonWords(delivery);
  const more = extraDetail(delivery);
  return (
    <Note tone={delivery.outcome === 'ignored' ? 'neutral' : 'bad'} title={text}>
      {more === '' || more === text ? null : <p>{more}</p>}
      {advice === undefined ? null : <p className="muted">{advice}</p>}
    </Note>
  );
}

function Facts({ delivery }: { delivery: Delivery }) {
  const { project, event, deliveryId, receivedAt, reason, replayOf } = delivery;
  return (
    <Card title="Delivery">
      <KeyValue
        items={[
          {
            label: 'Project',
            value: project === null ? null : <Link href={`/projects/${project}`}>{project}</Link>,
          },
          { label: 'Event', value: event === '' ? null : <code>{event}</code> },
          { label: 'Received', value: <Time at={receivedAt} exact /> },
          {
            label: 'GitHub’s id',
            value: deliveryId === null ? null : <code>{deliveryId}</code>,
          },
          { label: 'Reason', value: reason === '' ? null : <code>{reason}</code> },
          {
            label: 'Sent again',
            value:
              replayOf === null ? null : (
                <Link href={`/deliveries/${replayOf}`}>from delivery {replayOf}</Link>
              ),
          },
        ]}
      />
    </Card>
  );
}

function Headers({ headers }: { headers: Record<string, string> | undefined }) {
  const items = Object.entries(headers ?? {});
  if (items.length === 0) return null;
  return (
    <Card title="Headers">
      <KeyValue items={items.map(([label, value]) => ({ label, value: <code>{value}</code> }))} />
    </Card>
  );
}

/** What was refused is not genuine: sending it through again would go around the signature. */
function Replay({ delivery }: { delivery: Delivery }) {
  const can = useCan();
  const toast = useToast();
  const [, navigate] = useLocation();
  const replay = useMutation({
    mutationFn: () =>
      api.post('/api/v1/deliveries/{delivery}/replay', {
        params: { path: { delivery: delivery.id } },
      }),
    onSuccess: ({ delivery: next }) => {
      toast('Sent through once more');
      navigate(`/deliveries/${next}`);
    },
  });
  const mayReplay = can('deliveries.replay', delivery.project ?? undefined);
  if (!mayReplay || delivery.outcome === 'refused' || delivery.project === null) return null;
  return (
    <div className="stack-s">
      <Button icon={<RotateCw size={14} />} busy={replay.isPending} onClick={() => replay.mutate()}>
        Replay
      </Button>
      <FormError error={replay.error} />
    </div>
  );
}
