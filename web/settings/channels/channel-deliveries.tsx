import { useInfiniteQuery } from '@tanstack/react-query';
import { Dialog } from '../../components/dialog.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { api } from '../../data/api.ts';
import { eventWords, type NotificationEvent } from '../channel-model.ts';
import type { Channel } from './channels-query.ts';

/** What a channel was told, and what the other side said. */
export function ChannelDeliveries({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const query = useInfiniteQuery({
    queryKey: ['notifications', 'deliveries', channel.id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/v1/notifications/{channel}/deliveries', {
        params: {
          path: { channel: channel.id },
          query: { limit: 30, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Dialog open wide onClose={onClose} title={`Messages to ${channel.name}`}>
      <Loaded query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="muted">Nothing was sent yet.</p>;
          return (
            <>
              <ul className="message-list">
                {items.map(({ id, event, at, attempts, outcome, detail, nextAttemptAt }) => (
                  <li key={id}>
                    <div className="row-apart">
                      <span className="row">
                        <Status state={outcome} />
                        {eventLabel(event)}
                      </span>
                      <span className="muted small">
                        <Time at={at} />
                      </span>
                    </div>
                    <div className="muted small wrap">
                      {attempts === 1 ? '1 try' : `${attempts} tries`}
                      {detail === '' ? '' : `: ${detail}`}
                      {nextAttemptAt === null ? null : (
                        <>
                          {' '}
                          Next try <Time at={nextAttemptAt} />.
                        </>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
              <LoadMore query={query} />
            </>
          );
        }}
      </Loaded>
    </Dialog>
  );
}

function eventLabel(event: string): string {
  return Object.hasOwn(eventWords, event)
    ? eventWords[event as NotificationEvent].label
    : event.replaceAll('_', ' ');
}
