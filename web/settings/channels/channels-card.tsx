import { useQuery } from '@tanstack/react-query';
import { BellPlus, BellRing } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useCan } from '../../data/me.ts';
import { ChannelDialog } from './channel-dialog.tsx';
import { ChannelRow } from './channel-row.tsx';
import { type Channel, channelsQuery } from './channels-query.ts';

/** Where people are told: for one project, or (null) for everything. */
export function ChannelsCard({ project }: { project: string | null }) {
  const can = useCan();
  const mayWrite = can('notifications.write', project ?? undefined);
  const channels = useQuery(channelsQuery(project));
  const [edited, setEdited] = useState<Channel | 'new'>();
  const add = (
    <Button
      small={(channels.data?.length ?? 0) > 0}
      icon={<BellPlus size={14} />}
      onClick={() => setEdited('new')}
    >
      Add a channel
    </Button>
  );
  const hasSome = (channels.data?.length ?? 0) > 0;
  return (
    <Card
      title="Notifications"
      description={
        project === null
          ? 'About every project and every node. Channels of a single project are in its settings.'
          : 'About this project alone.'
      }
      actions={mayWrite && hasSome ? add : undefined}
      flush
    >
      <Loaded query={channels}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              icon={BellRing}
              title="Nobody is told yet"
              actions={mayWrite ? add : undefined}
            >
              Slack, Discord, e-mail or a webhook of yours hears when a deployment fails, a node is
              away or a disk gets full. Telling never holds a deployment up.
            </EmptyState>
          ) : (
            <ul className="list">
              {items.map((channel) => (
                <ChannelRow
                  key={channel.id}
                  channel={channel}
                  mayWrite={mayWrite}
                  onEdit={() => setEdited(channel)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {edited === undefined ? null : (
        <ChannelDialog
          project={project}
          channel={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Card>
  );
}
