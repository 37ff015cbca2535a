import type { components } from '../../../lib/api/openapi.ts';
import { Code } from '../../components/code.tsx';
import { understandRepository } from '../../new-project/repository.ts';

/** What has to be entered at GitHub; the secret is known this once. */
export type ShownSetup = Pick<components['schemas']['WebhookSetup'], 'url' | 'secret'>;

interface WebhookStepsProps {
  setup: ShownSetup;
  repositoryUrl: string;
  /** False: a webhook is there and only its secret is another one. */
  isNew: boolean;
}

/** What to click and to paste at GitHub. */
export function WebhookSteps({ setup, repositoryUrl, isNew }: WebhookStepsProps) {
  const repository = understandRepository(repositoryUrl);
  const hooksUrl =
    repository?.webUrl === undefined
      ? undefined
      : `${repository.webUrl}/settings/hooks${isNew ? '/new' : ''}`;
  const place = isNew ? '“Add webhook”' : 'the webhooks of the repository';
  return (
    <ol className="steps">
      <li>
        <strong>
          {hooksUrl === undefined ? (
            <>In the settings of the repository, open {place}</>
          ) : (
            <>
              Open{' '}
              <a href={hooksUrl} target="_blank" rel="noreferrer">
                {place} at GitHub
              </a>
            </>
          )}
        </strong>
        {isNew ? null : <p className="muted small">Choose the one of this address and “Edit”.</p>}
      </li>
      {isNew ? (
        <li>
          <div className="stack-s">
            <strong>Payload URL</strong>
            <Code label="Copy the URL">{setup.url}</Code>
          </div>
        </li>
      ) : null}
      <li>
        <div className="stack-s">
          <strong>Secret</strong>
          <Code label="Copy the secret">{setup.secret}</Code>
          <p className="muted small">Shown this once. Only what is signed with it is believed.</p>
        </div>
      </li>
      <li>
        <strong>Content type: application/json</strong>
        <p className="muted small">
          “Just the push event” is enough. Leave SSL verification on, and choose “
          {isNew ? 'Add webhook' : 'Update webhook'}”.
        </p>
      </li>
    </ol>
  );
}
