import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Redirect, useLocation } from 'wouter';
import { ApiError } from '../../lib/api/api-error.ts';
import { ErrorState } from '../components/error-state.tsx';
import { whenSignedOut } from '../data/api.ts';
import { goLive } from '../data/live.ts';
import { MeContext, meKey, readMe } from '../data/me.ts';
import { forgetEntries } from '../palette/recent.ts';
import { signInAddress } from '../sign-in/return-address.ts';
import { PageSkeleton } from './page-skeleton.tsx';

/** Shows its children to who is signed in; sends everybody else to sign in, and back afterwards. */
export function SignedInOnly({ children }: { children: ReactNode }) {
  const me = useQuery({ queryKey: meKey, queryFn: readMe });
  useEndOfSession();
  const isSignedIn = me.data !== undefined;
  useEffect(() => (isSignedIn ? goLive() : undefined), [isSignedIn]);
  if (me.data !== undefined) return <MeContext value={me.data}>{children}</MeContext>;
  if (me.error === null) return <PageSkeleton />;
  if (isUnauthenticated(me.error)) return <Redirect to={signInAddress(location)} replace />;
  return (
    <main className="page">
      <ErrorState error={me.error} retry={() => void me.refetch()} />
    </main>
  );
}

/** A session that ended elsewhere: nothing that was shown stays in memory. */
function useEndOfSession(): void {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  useEffect(
    () =>
      whenSignedOut(() => {
        if (queries.getQueryData(meKey) === undefined) return;
        queries.clear();
        forgetEntries();
        navigate(signInAddress(location), { replace: true });
      }),
    [queries, navigate],
  );
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
