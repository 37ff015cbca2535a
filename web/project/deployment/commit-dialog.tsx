import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FormError } from '../../components/form-error.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useDeploy } from './use-deploy.ts';

interface CommitProps {
  slug: string;
  open: boolean;
  onClose: () => void;
}

/** Asks which commit to deploy. */
export function CommitDialog(props: CommitProps) {
  return props.open ? <OpenCommitDialog {...props} /> : null;
}

function OpenCommitDialog({ slug, onClose }: CommitProps) {
  const [text, setText] = useState('');
  const deploy = useDeploy(slug);
  const commit = text.trim().toLowerCase();
  const isCommit = /^[0-9a-f]{40}$/.test(commit);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (isCommit) deploy.mutate(commit, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} title={`Deploy a commit of ${slug}`} firm={deploy.isPending}>
      <form className="form" onSubmit={submit}>
        <TextField
          label="Commit"
          hint="All 40 digits, as git rev-parse shows them. It may be on any branch."
          {...(commit.length > 40 || /[^0-9a-f]/.test(commit)
            ? { error: 'A commit has 40 digits from 0 to 9 and a to f' }
            : {})}
          value={text}
          onText={setText}
          placeholder="4b825dc642cb6eb9a060e54bf8d69288fbee4904"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          mono
        />
        <FormError error={deploy.error} />
        <div className="row-apart">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={deploy.isPending} disabled={!isCommit}>
            Deploy this commit
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
