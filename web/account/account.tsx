import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { useMe } from '../data/me.ts';
import { Password } from './password.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';
import { TwoStep } from './two-step.tsx';

/** What somebody may change of their own: name, password, authenticator app, sessions. */
export function AccountPage() {
  const { user } = useMe();
  return (
    <Page title="Account" width="narrow">
      {user === null ? (
        <Note tone="info" title="This is a token, not a person">
          It has no name, password or sessions of its own.
        </Note>
      ) : (
        <>
          <Profile user={user} />
          <Password email={user.email} />
          <TwoStep user={user} />
          <Sessions />
        </>
      )}
    </Page>
  );
}
