import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Addresses } from './addresses.tsx';
import { ErrorBoundary } from './layout/error-boundary.tsx';
import { Shell } from './layout/shell.tsx';
import { SignedInOnly } from './layout/signed-in-only.tsx';
import { InvitationPage, SetupPage } from './pages.ts';
import { SignInPage } from './sign-in/sign-in.tsx';

/** The pages that need nobody, and the shell with all others. */
export function App() {
  return (
    <ErrorBoundary>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/sign-in">
            <SignInPage />
          </Route>
          <Route path="/setup">
            <SetupPage />
          </Route>
          <Route path="/invitation">
            <InvitationPage />
          </Route>
          <Route>
            <SignedInOnly>
              <Shell>
                <Addresses />
              </Shell>
            </SignedInOnly>
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
