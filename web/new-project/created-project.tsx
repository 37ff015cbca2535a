import { useMutation, useQuery } from '@tanstack/react-query';
import { KeyRound, Rocket } from 'lucide-react';
import { useLocation } from 'wouter';
import type { components } from '../../lib/api/openapi.ts';
import { Button, LinkButton } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Code } from '../components/code.tsx';
import { FormError } from '../components/form-error.tsx';
import { Note } from '../components/note.tsx';
import { api } from '../data/api.ts';
import { DeployKeySteps } from '../project/settings/access-section.tsx';
import { type ShownSetup, WebhookSteps } from '../project/settings/webhook-steps.tsx';
import { useProject } from '../project/use-project.ts';
import { connectionsQuery } from '../settings/github/connections-query.ts';
import { FirstDelivery } from './first-delivery.tsx';
import { isLocalAddress } from './local-address.ts';

export interface Created {
  project: components['schemas']['Project'];
  webhook: ShownSetup;
  /** Name of the GitHub connection that was chosen. */
  connection: string | null;
  /** Why it could not be given its key or connection. */
  accessError: unknown;
}

/** The project is there: what is left to do at GitHub, and then the first push. */
export function CreatedProject({ created }: { created: Created }) {
  const { webhook, connection, accessError } = created;
  const { slug } = created.project;
  const project = useProject(slug).data ?? created.project;
  const isByApp = useIsByApp(connection);
  return (
    <>
      <FormError error={accessError} />
      {project.deployKey === null ? null : (
        <Card title="Let vpspilot read the repository">
          <div className="stack">
            <DeployKeySteps project={project} />
            <Code label="Copy the public key" wrap>
              {project.deployKey.publicKey}
            </Code>
          </div>
        </Card>
      )}
      <Card title="Tell of each push">
        {isByApp ? (
          <Note tone="good" title="Done by your GitHub App">
            {connection} tells of the pushes to all repositories that it is installed for.
          </Note>
        ) : (
          <div className="stack">
            {isLocalAddress(webhook.url) ? (
              <Note tone="warn" title="GitHub cannot reach this address">
                This central is known by a name that only this machine or network knows. Give it a
                public one (VPSPILOT_PUBLIC_URL), or deploy by hand.
              </Note>
            ) : null}
            <WebhookSteps setup={webhook} repositoryUrl={project.repositoryUrl} isNew />
          </div>
        )}
      </Card>
      <FirstDelivery slug={slug} />
      <Next slug={slug} />
    </>
  );
}

/** True when an App's own webhook brings the pushes: nothing is left to set up. */
function useIsByApp(connection: string | null): boolean {
  const { data } = useQuery({ ...connectionsQuery, enabled: connection !== null });
  const found = data?.items.find(({ name }) => name === connection);
  return found?.kind === 'app' && found.webhookUrl !== null;
}

function Next({ slug }: { slug: string }) {
  const [, navigate] = useLocation();
  const deploy = useMutation({
    mutationFn: () =>
      api.post('/api/v1/projects/{project}/deployments', {
        params: { path: { project: slug } },
        body: {},
      }),
    onSuccess: ({ number }) => navigate(`/projects/${slug}/deployments/${number}`),
  });
  return (
    <div className="stack-s">
      <div className="row">
        <LinkButton href={`/projects/${slug}/secrets`} icon={<KeyRound size={14} />}>
          Set secrets
        </LinkButton>
        <Button icon={<Rocket size={14} />} busy={deploy.isPending} onClick={() => deploy.mutate()}>
          Deploy now, without a push
        </Button>
      </div>
      <FormError error={deploy.error} />
    </div>
  );
}
