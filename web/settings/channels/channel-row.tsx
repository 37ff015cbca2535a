import { useMutation } from '@tanstack/react-query';
import {
  Hash,
  ListChecks,
  Mail,
  MessageCircle,
  MoreHorizontal,
  Pause,
  Pencil,
  Play,
  Send,
  Trash2,
  Webhook,
} from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Menu } from '../../components/menu.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { useToast } from '../../components/toast.tsx';
import { api, toApiError } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { channelWords, eventsSummary } from '../channel-model.ts';
import { ChannelDeliveries } from './channel-deliveries.tsx';
import type { Channel } from './channels-query.ts';

const icons = { slack: Hash, discord: MessageCircle, email: Mail, webhook: Webhook };

interface ChannelRowProps {
  channel: Channel;
  mayWrite: boolean;
  onEdit: () => void;
}

/** One channel: where it leads, what it is told of, what became of the last message. */
export function ChannelRow({ channel, mayWrite, onEdit }: ChannelRowProps) {
  const { name, kind, target, events, enabled, lastDelivery } = channel;
  const [opened, setOpened] = useState<'deliveries' | 'remove'>();
  const actions = useChannelActions(channel);
  const Icon = icons[kind];
  const close = () => setOpened(undefined);
  return (
    <li className="channel">
      <span className="channel-icon">
        <Icon size={16} aria-hidden="true" />
      </span>
      <div className="grow stack-s">
        <div className="row">
          <strong>{name}</strong>
          <Badge>{channelWords[kind].label}</Badge>
          {enabled ? null : <Badge tone="warn">paused</Badge>}
        </div>
        <div className="muted small wrap">{target}</div>
        <div className="small">{eventsSummary(events)}</div>
        {lastDelivery === null ? null : (
          <div className="row small">
            <Status state={lastDelivery.outcome} />
            <span className="muted">
              <Time at={lastDelivery.at} />
            </span>
            {lastDelivery.outcome === 'failed' ? (
              <span className="wrap">{lastDelivery.detail}</span>
            ) : null}
          </div>
        )}
      </div>
      {mayWrite ? (
        <div className="row">
          <Button
            small
            icon={<Send size={13} />}
            busy={actions.test.isPending}
            onClick={() => actions.test.mutate()}
          >
            Test
          </Button>
          <Menu
            label={`More for ${name}`}
            trigger={<MoreHorizontal size={15} />}
            items={[
              { label: 'Edit…', icon: <Pencil size={14} />, onSelect: onEdit },
              {
                ...{ label: 'Messages', icon: <ListChecks size={14} /> },
                onSelect: () => setOpened('deliveries'),
              },
              {
                label: enabled ? 'Pause' : 'Go on',
                icon: enabled ? <Pause size={14} /> : <Play size={14} />,
                onSelect: () => actions.pause.mutate(),
              },
              {
                ...{ label: 'Remove…', icon: <Trash2 size={14} />, danger: true, separated: true },
                onSelect: () => setOpened('remove'),
              },
            ]}
          />
        </div>
      ) : null}
      {opened === 'deliveries' ? <ChannelDeliveries channel={channel} onClose={close} /> : null}
      <ConfirmDialog
        open={opened === 'remove'}
        onClose={close}
        title={`Remove ${name}?`}
        action="Remove channel"
        onConfirm={actions.remove}
      >
        Nobody is told there any more. To have it back, its address has to be entered again.
      </ConfirmDialog>
    </li>
  );
}

function useChannelActions({ id, name, enabled }: Channel) {
  const toast = useToast();
  const path = { params: { path: { channel: id } } };
  const renew = () => queryClient.invalidateQueries({ queryKey: ['notifications'] });
  const fail = (error: unknown) => {
    const { message, hint } = toApiError(error);
    toast(message, { tone: 'bad', detail: hint });
  };
  const test = useMutation({
    mutationFn: () => api.post('/api/v1/notifications/{channel}/test', path),
    onSuccess: ({ outcome, detail }) =>
      outcome === 'sent'
        ? toast(`The test message to ${name} has arrived`, { detail })
        : toast(`The test message to ${name} did not arrive`, { tone: 'bad', detail }),
    onError: fail,
    onSettled: renew,
  });
  const pause = useMutation({
    mutationFn: () =>
      api.patch('/api/v1/notifications/{channel}', { ...path, body: { enabled: !enabled } }),
    onError: fail,
    onSettled: renew,
  });
  const remove = async () => {
    await api.delete('/api/v1/notifications/{channel}', path);
    await renew();
    toast(`${name} is removed`);
  };
  return { test, pause, remove };
}
