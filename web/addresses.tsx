import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { ErrorBoundary } from './layout/error-boundary.tsx';
import { NotFoundPage } from './layout/not-found.tsx';
import { PageSkeleton } from './layout/page-skeleton.tsx';
import { OverviewPage } from './overview/overview.tsx';
import * as pages from './pages.ts';

/** Every address of somebody who is signed in, with its page. */
export function Addresses() {
  const [location] = useLocation();
  return (
    // A page that broke must not take the next one with it.
    <ErrorBoundary key={location}>
      <Suspense fallback={<PageSkeleton />}>
        <Switch>
          <Route path="/">
            <OverviewPage />
          </Route>
          <Route path="/projects/new">
            <pages.NewProjectPage />
          </Route>
          <Route path="/projects/:project/*?">
            {({ project }) => <ProjectAddresses project={project} />}
          </Route>
          <Route path="/nodes" component={pages.NodesPage} />
          <Route path="/nodes/new" component={pages.NewNodePage} />
          <Route path="/nodes/:node">{({ node }) => <pages.NodePage node={node} />}</Route>
          <Route path="/deliveries" component={pages.DeliveriesPage} />
          <Route path="/deliveries/:id">{({ id }) => <pages.DeliveryPage id={id} />}</Route>
          <Route path="/audit" component={pages.AuditPage} />
          <Route path="/members" component={pages.MembersPage} />
          <Route path="/tokens" component={pages.TokensPage} />
          <Route path="/account" component={pages.AccountPage} />
          <Route path="/settings" component={pages.SettingsPage} />
          <Route path="/api" component={pages.ApiReferencePage} />
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

/** The pages of one project. */
function ProjectAddresses({ project }: { project: string }) {
  const at = '/projects/:project';
  return (
    <Switch>
      <Route path={at}>
        <pages.DeploymentsPage project={project} />
      </Route>
      <Route path={`${at}/deployments/:number`}>
        {({ number }) => <pages.DeploymentPage project={project} number={Number(number)} />}
      </Route>
      <Route path={`${at}/logs`}>
        <pages.LogsPage project={project} />
      </Route>
      <Route path={`${at}/secrets`}>
        <pages.SecretsPage project={project} />
      </Route>
      <Route path={`${at}/domains`}>
        <pages.DomainsPage project={project} />
      </Route>
      <Route path={`${at}/metrics`}>
        <pages.MetricsPage project={project} />
      </Route>
      <Route path={`${at}/settings`}>
        <pages.ProjectSettingsPage project={project} />
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}
