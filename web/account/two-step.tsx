import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Note } from '../components/note.tsx';
import type { Me } from '../data/me.ts';
import { EnrolDialog } from './enrol-dialog.tsx';
import { NewCodesDialog } from './new-codes-dialog.tsx';
import { TurnOffDialog } from './turn-off-dialog.tsx';

type User = NonNullable<Me['user']>;
type Open = 'enrol' | 'codes' | 'off' | undefined;

/** Fewer than this are soon none. */
const fewCodes = 3;

/** The authenticator app: turn it on and off, and the recovery codes for when it is lost. */
export function TwoStep({ user }: { user: User }) {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Card
      title={
        <span className="row">
          Two-step sign-in
          {user.totp ? (
            <Badge tone="good" icon={<ShieldCheck size={12} aria-hidden="true" />}>
              On
            </Badge>
          ) : (
            <Badge icon={<ShieldOff size={12} aria-hidden="true" />}>Off</Badge>
          )}
        </span>
      }
      description="A code from an app on your phone, besides the password"
    >
      {user.totp ? (
        <On left={user.recoveryCodesLeft} onOpen={setOpen} />
      ) : (
        <div className="form">
          <p className="muted">
            With it, a password that leaks is not enough to get in. Any authenticator app works.
          </p>
          <div className="form-actions">
            <Button variant="primary" onClick={() => setOpen('enrol')}>
              Turn on
            </Button>
          </div>
        </div>
      )}
      <EnrolDialog open={open === 'enrol'} onClose={close} />
      <NewCodesDialog open={open === 'codes'} onClose={close} />
      <TurnOffDialog open={open === 'off'} onClose={close} />
    </Card>
  );
}

function On({ left, onOpen }: { left: number; onOpen: (open: Open) => void }) {
  return (
    <div className="form">
      {left < fewCodes ? (
        <Note tone="warn" title={left === 0 ? 'No recovery codes left' : `Only ${left} left`}>
          Without a recovery code and without your phone, only an admin can let you in again.
        </Note>
      ) : (
        <p className="muted">{left} recovery codes left.</p>
      )}
      <div className="form-actions">
        <Button onClick={() => onOpen('codes')}>New recovery codes</Button>
        <Button variant="danger" onClick={() => onOpen('off')}>
          Turn off
        </Button>
      </div>
    </div>
  );
}
