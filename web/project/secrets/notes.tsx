import { useMutation } from '@tanstack/react-query';
import { Plus, Rocket } from 'lucide-react';
import { useLocation } from 'wouter';
import { Button } from '../../components/button.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Note } from '../../components/note.tsx';
import { api } from '../../data/api.ts';
import { type SecretList, useSecretsChanged } from './use-secrets.ts';

interface PendingProps {
  project: string;
  list: SecretList;
  mayDeploy: boolean;
}

/** Saved, and the live release does not have it yet: one button brings it there. */
export function PendingNote({ project, list, mayDeploy }: PendingProps) {
  const changed = useSecretsChanged(project);
  const [, navigate] = useLocation();
  const apply = useMutation({
    mutationFn: () =>
      api.post('/api/v1/projects/{project}/apply', { params: { path: { project } } }),
    onSuccess: async ({ number }) => {
      await changed();
      navigate(`/projects/${project}/deployments/${number}`);
    },
  });
  if (!list.pending || list.appliedVersion === null) return null;
  return (
    <>
      <Note
        tone="info"
        title="Saved, not deployed yet"
        actions={
          mayDeploy && list.missing.length === 0 ? (
            <Button
              variant="primary"
              icon={<Rocket size={14} />}
              busy={apply.isPending}
              onClick={() => apply.mutate()}
            >
              Deploy to apply
            </Button>
          ) : undefined
        }
      >
        The live release runs with version {list.appliedVersion} of the secrets; version{' '}
        {list.environmentVersion} is saved. It starts again with them, without a build and without a
        gap.
      </Note>
      <FormError error={apply.error} />
    </>
  );
}

interface MissingProps {
  missing: readonly string[];
  /** Undefined: this person may only look. */
  onAdd: ((key: string) => void) | undefined;
}

/** What the config file asks for and nobody has set. */
export function MissingNote({ missing, onAdd }: MissingProps) {
  if (missing.length === 0) return null;
  const one = missing.length === 1;
  return (
    <Note tone="warn" title={one ? '1 value is missing' : `${missing.length} values are missing`}>
      <p>
        The config file asks for {one ? 'it' : 'them'}; until {one ? 'it is' : 'they are'} set, a
        deployment stops before anything starts.
      </p>
      <div className="chips missing-chips">
        {missing.map((key) =>
          onAdd === undefined ? (
            <span key={key} className="chip">
              {key}
            </span>
          ) : (
            <button key={key} type="button" className="chip" onClick={() => onAdd(key)}>
              <Plus size={12} aria-hidden="true" />
              <span className="visually-hidden">Add </span>
              {key}
            </button>
          ),
        )}
      </div>
    </Note>
  );
}
