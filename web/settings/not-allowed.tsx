import { Note } from '../components/note.tsx';

/** Somebody came here by an address that nothing leads this role to. */
export function NotAllowed({ what }: { what: string }) {
  return (
    <Note tone="info" title="Your role does not allow this">
      {what} is for admins. Whoever has made your account can give you another role.
    </Note>
  );
}
