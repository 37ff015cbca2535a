import { useState } from 'react';
import { Checkbox } from '../../components/checkbox.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';
import { ChangeList } from './change-list.tsx';
import { useDiff } from './history-diff.tsx';
import { useSecretsChanged } from './use-secrets.ts';

interface RestoreDialogProps {
  project: string;
  version: number;
  currentVersion: number;
  isLive: boolean;
  nodeName: (id: string) => string | undefined;
  onClose: () => void;
}

/** Makes everything what it was, as a new version; says before what that changes. */
export function RestoreDialog(props: RestoreDialogProps) {
  const { project, version, currentVersion, isLive, nodeName, onClose } = props;
  const [apply, setApply] = useState(isLive);
  const changed = useSecretsChanged(project);
  const toast = useToast();
  const diff = useDiff(project, currentVersion, version);
  const restore = async () => {
    await api.post('/api/v1/projects/{project}/secrets/restore', {
      params: { path: { project } },
      body: { version, apply },
    });
    await changed();
    toast(`The secrets are those of version ${version} again`);
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Restore the secrets of version ${version}?`}
      action={apply ? 'Restore and deploy' : 'Restore'}
      danger={false}
      onConfirm={restore}
    >
      <div className="stack">
        <p>This makes a new version; the present one stays in the history.</p>
        <Loaded query={diff}>
          {({ items }) =>
            items.length === 0 ? (
              <p>Nothing would change: they are the same.</p>
            ) : (
              <ChangeList
                label="What restoring changes"
                changes={items.map(({ key, change, node }) => ({
                  ...{ key, change },
                  extra: node === null ? undefined : `on ${nodeName(node) ?? node}`,
                }))}
              />
            )
          }
        </Loaded>
        {isLive ? <Checkbox label="Deploy at once" checked={apply} onChecked={setApply} /> : null}
      </div>
    </ConfirmDialog>
  );
}
