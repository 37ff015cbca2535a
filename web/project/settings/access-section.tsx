import { useMutation, useQuery } from '@tanstack/react-query';
import { KeyRound, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Code } from '../../components/code.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { FormError } from '../../components/form-error.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';
import { useCan } from '../../data/me.ts';
import { queryClient } from '../../data/query-client.ts';
import { understandRepository } from '../../new-project/repository.ts';
import { connectionsQuery } from '../../settings/github/connections-query.ts';
import type { Project } from '../types.ts';
import { useChangeProject } from './use-change-project.ts';

interface AccessProps {
  project: Project;
  mayWrite: boolean;
}

/** How a private repository is fetched, and who tells GitHub what became of a push. */
export function AccessSection({ project, mayWrite }: AccessProps) {
  return (
    <Card
      title="Repository access"
      description="Public repositories need none. Private ones need a GitHub connection or a deploy key."
    >
      <div className="stack">
        <Connection project={project} mayWrite={mayWrite} />
        <hr className="rule" />
        <DeployKey project={project} mayWrite={mayWrite} />
      </div>
    </Card>
  );
}

function Connection({ project, mayWrite }: AccessProps) {
  const can = useCan();
  const maySee = can('github.read');
  const connections = useQuery({ ...connectionsQuery, enabled: maySee });
  const save = useChangeProject(project.slug);
  const present = project.githubConnection ?? '';
  const names = (connections.data?.items ?? []).map(({ name }) => name);
  const known = present === '' || names.includes(present) ? names : [present, ...names];
  return (
    <div className="stack-s">
      <SelectField
        label="GitHub connection"
        value={present}
        disabled={!mayWrite || !maySee || save.isPending}
        options={[
          { value: '', label: 'None' },
          ...known.map((name) => ({ value: name, label: name })),
        ]}
        onSelectValue={(name) => save.mutate({ githubConnection: name === '' ? null : name })}
        hint={
          <>
            Fetches the repository, sets commit statuses and the environments page at GitHub.{' '}
            {can('github.write') ? <Link href="/settings">Manage connections</Link> : null}
          </>
        }
      />
      <FormError error={save.error} />
    </div>
  );
}

function DeployKey({ project, mayWrite }: AccessProps) {
  const { slug, deployKey } = project;
  const [isAsked, setAsked] = useState(false);
  const toast = useToast();
  const path = { params: { path: { project: slug } } };
  const renew = () => queryClient.invalidateQueries({ queryKey: [`project:${slug}`] });
  const make = useMutation({
    mutationFn: () => api.post('/api/v1/projects/{project}/deploy-key', path),
    onSuccess: renew,
  });
  const remove = async () => {
    await api.delete('/api/v1/projects/{project}/deploy-key', path);
    await renew();
    toast('The deploy key is removed');
  };
  return (
    <div className="stack-s">
      <h3 className="field-label">Deploy key</h3>
      {deployKey === null ? (
        <>
          <p className="field-hint">
            A key of its own for this project, that may only read this one repository. Its private
            half is encrypted and never leaves vpspilot.
          </p>
          {mayWrite ? (
            <div>
              <Button
                icon={<KeyRound size={14} />}
                busy={make.isPending}
                onClick={() => make.mutate()}
              >
                Make a deploy key
              </Button>
            </div>
          ) : null}
        </>
      ) : (
        <>
          {mayWrite ? <DeployKeySteps project={project} /> : null}
          <Code label="Copy the public key" wrap>
            {deployKey.publicKey}
          </Code>
          <div className="row-apart small">
            <span className="muted wrap">
              Fingerprint <code>{deployKey.fingerprint}</code>
            </span>
            {mayWrite ? (
              <Button
                small
                variant="danger"
                icon={<Trash2 size={13} />}
                onClick={() => setAsked(true)}
              >
                Remove
              </Button>
            ) : null}
          </div>
        </>
      )}
      <FormError error={make.error} />
      <ConfirmDialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={`Remove the deploy key of ${slug}?`}
        action="Remove key"
        onConfirm={remove}
      >
        The next deployment cannot fetch a private repository with it any more. Remove the key at
        GitHub, too.
      </ConfirmDialog>
    </div>
  );
}

/** Where the public half goes. */
export function DeployKeySteps({ project }: { project: Project }) {
  const repository = understandRepository(project.repositoryUrl);
  const keysUrl =
    repository?.webUrl === undefined ? undefined : `${repository.webUrl}/settings/keys/new`;
  return (
    <ol className="plain-steps">
      <li>
        {keysUrl === undefined ? (
          'Open the settings of the repository and choose “Deploy keys”.'
        ) : (
          <>
            Open{' '}
            <a href={keysUrl} target="_blank" rel="noreferrer">
              “Add deploy key” at GitHub
            </a>
            .
          </>
        )}
      </li>
      <li>Paste the key below. Leave “Allow write access” off.</li>
    </ol>
  );
}
