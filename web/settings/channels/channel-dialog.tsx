import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Code } from '../../components/code.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Note } from '../../components/note.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import {
  type ChannelKind,
  channelKinds,
  channelWords,
  type NotificationEvent,
  targetProblem,
  usualEvents,
} from '../channel-model.ts';
import type { Channel } from './channels-query.ts';
import { EventChoice } from './event-choice.tsx';

interface ChannelDialogProps {
  project: string | null;
  /** Undefined: a new one. */
  channel: Channel | undefined;
  onClose: () => void;
}

/** A channel: where to, under which name, about what. */
export function ChannelDialog({ project, channel, onClose }: ChannelDialogProps) {
  const form = useChannelForm(channel);
  const [secret, setSecret] = useState<string>();
  const save = useSave(project, channel, form, (made) =>
    made === undefined ? onClose() : setSecret(made),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.setTried(true);
    if (form.isGood) save.mutate();
  };
  if (secret !== undefined) return <SecretShown secret={secret} onClose={onClose} />;
  const words = channelWords[form.kind];
  return (
    <Dialog
      open
      wide
      firm
      onClose={onClose}
      title={channel === undefined ? 'Add a channel' : `Edit ${channel.name}`}
    >
      <form className="form" onSubmit={submit} autoComplete="off">
        {channel === undefined ? <KindChoice kind={form.kind} onKind={form.setKind} /> : null}
        {channel === undefined ? <Steps steps={words.steps} /> : null}
        <TextField
          label={words.target}
          optional={channel !== undefined}
          value={form.target}
          onText={form.setTarget}
          placeholder={channel === undefined ? words.placeholder : `Stays ${channel.target}`}
          autoComplete="off"
          error={form.targetProblem}
          hint={words.help}
        />
        <TextField
          label="Name"
          value={form.name}
          onText={form.setName}
          maxLength={60}
          placeholder={form.kind === 'email' ? 'On call' : '#deployments'}
          error={form.nameProblem}
        />
        <EventChoice
          chosen={form.events}
          onChosen={form.setEvents}
          isOfProject={project !== null}
          error={form.eventsProblem}
        />
        <FormError error={save.error} />
        <div className="row-apart">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {channel === undefined ? 'Add channel' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useChannelForm(channel: Channel | undefined) {
  const [kind, setKind] = useState<ChannelKind>(channel?.kind ?? 'slack');
  const [target, setTarget] = useState('');
  const [name, setName] = useState(channel?.name ?? '');
  const [events, setEvents] = useState<readonly NotificationEvent[]>(
    channel?.events ?? usualEvents,
  );
  const [wasTried, setTried] = useState(false);
  const staysAsItIs = channel !== undefined && target.trim() === '';
  const badTarget = staysAsItIs ? undefined : targetProblem(kind, target);
  const badName = name.trim() === '' ? 'Give it a name' : undefined;
  const badEvents = events.length === 0 ? 'Choose at least one' : undefined;
  return {
    ...{ kind, setKind, target, setTarget, name, setName, events, setEvents, setTried },
    staysAsItIs,
    isGood: badTarget === undefined && badName === undefined && badEvents === undefined,
    targetProblem: wasTried ? badTarget : undefined,
    nameProblem: wasTried ? badName : undefined,
    eventsProblem: wasTried ? badEvents : undefined,
  };
}

type ChannelForm = ReturnType<typeof useChannelForm>;

function useSave(
  project: string | null,
  channel: Channel | undefined,
  form: ChannelForm,
  onSaved: (secret: string | undefined) => void,
) {
  const toast = useToast();
  const common = { name: form.name.trim(), events: [...form.events] };
  const text = form.target.trim();
  const target = form.kind === 'email' ? { to: text } : { url: text };
  return useMutation({
    mutationFn: async () => {
      if (channel !== undefined) {
        await api.patch('/api/v1/notifications/{channel}', {
          params: { path: { channel: channel.id } },
          body: form.staysAsItIs ? common : { ...common, target },
        });
        return undefined;
      }
      const { secret } = await api.post('/api/v1/notifications', {
        body: { ...common, target, project, kind: form.kind, enabled: true },
      });
      return secret ?? undefined;
    },
    onSuccess: async (secret) => {
      await queryClient.invalidateQueries({ queryKey: ['notifications'] });
      toast(channel === undefined ? `${common.name} is added` : 'Saved', {
        detail: channel === undefined ? 'Send a test message to see that it arrives' : undefined,
      });
      onSaved(secret);
    },
  });
}

function KindChoice({ kind, onKind }: { kind: ChannelKind; onKind: (kind: ChannelKind) => void }) {
  return (
    <fieldset className="bare">
      <legend className="field-label">Where to</legend>
      <div className="choice-grid">
        {channelKinds.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name="kind" checked={kind === each} onChange={() => onKind(each)} />
            {channelWords[each].label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Steps({ steps }: { steps: readonly string[] }) {
  const [only] = steps;
  if (steps.length === 1) return <p className="muted small">{only}</p>;
  return (
    <ol className="plain-steps">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

function SecretShown({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog
      open
      firm
      onClose={onClose}
      title="The key of the signatures"
      foot={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="stack">
        <Note tone="warn" title="Shown this once">
          Each request carries an HMAC-SHA256 signature of its body, made with this key. Whoever
          receives it checks the signature before believing it.
        </Note>
        <Code label="Copy the key" wrap>
          {secret}
        </Code>
      </div>
    </Dialog>
  );
}
