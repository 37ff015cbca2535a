import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
  Undo2,
} from 'lucide-react';

type StatusTone = 'good' | 'warn' | 'bad' | 'info' | 'neutral';

export interface Look {
  tone: StatusTone;
  icon: LucideIcon;
  label: string;
  turning?: boolean;
}

const looks = {
  // Deployments
  queued: { tone: 'neutral', icon: Clock, label: 'Queued' },
  running: { tone: 'info', icon: LoaderCircle, label: 'Running', turning: true },
  live: { tone: 'good', icon: CircleCheck, label: 'Live' },
  replaced: { tone: 'neutral', icon: CircleSlash, label: 'Replaced' },
  rolled_back: { tone: 'warn', icon: Undo2, label: 'Rolled back' },
  failed: { tone: 'bad', icon: CircleX, label: 'Failed' },
  canceled: { tone: 'neutral', icon: Ban, label: 'Canceled' },
  superseded: { tone: 'neutral', icon: CircleSlash, label: 'Superseded' },
  // Steps
  done: { tone: 'good', icon: CircleCheck, label: 'Done' },
  skipped: { tone: 'neutral', icon: CircleDashed, label: 'Skipped' },
  // Projects
  deploying: { tone: 'info', icon: LoaderCircle, label: 'Deploying', turning: true },
  live_last_failed: { tone: 'warn', icon: CircleAlert, label: 'Live, last deployment failed' },
  never_deployed: { tone: 'neutral', icon: CircleDashed, label: 'Never deployed' },
  node_offline: { tone: 'warn', icon: CircleAlert, label: 'Node offline' },
  // Nodes
  online: { tone: 'good', icon: CircleCheck, label: 'Online' },
  offline: { tone: 'bad', icon: CircleX, label: 'Offline' },
  never_connected: { tone: 'neutral', icon: CircleDashed, label: 'Never connected' },
  // Deliveries and notifications
  received: { tone: 'info', icon: Clock, label: 'Received' },
  deployed: { tone: 'good', icon: CircleCheck, label: 'Deployed' },
  ignored: { tone: 'neutral', icon: CircleSlash, label: 'Ignored' },
  refused: { tone: 'bad', icon: CircleX, label: 'Refused' },
  sent: { tone: 'good', icon: CircleCheck, label: 'Sent' },
  pending: { tone: 'info', icon: Clock, label: 'Pending' },
} as const satisfies Record<string, Look>;

export type StatusName = keyof typeof looks;

interface StatusProps {
  /** A state of a deployment, step, project, node or delivery. */
  state: string;
  /** Other words for it: 'Building', 'Failed at build'. */
  label?: string;
  /** The sign alone, in narrow lists; its words stay for who listens. */
  markOnly?: boolean;
}

/** A state as sign, colour and word: never colour alone. */
export function Status({ state, label, markOnly = false }: StatusProps) {
  const { tone, icon: Icon, label: usual, turning } = lookOf(state);
  const text = label ?? usual;
  return (
    <span
      className={`status status-${tone}${turning === true ? ' status-turning' : ''}${markOnly ? ' status-mark-only' : ''}`}
      title={markOnly ? text : undefined}
    >
      <Icon size={15} strokeWidth={2.25} aria-hidden="true" />
      <span className={markOnly ? 'visually-hidden' : undefined}>{text}</span>
    </span>
  );
}

function lookOf(state: string): Look {
  if (Object.hasOwn(looks, state)) return looks[state as StatusName];
  return { tone: 'neutral', icon: CircleDot, label: state.replaceAll('_', ' ') };
}
