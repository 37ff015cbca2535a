import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FormError } from '../../components/form-error.tsx';
import { ChangeList } from './change-list.tsx';
import type { Draft } from './draft.ts';

interface SaveDialogProps {
  draft: Draft;
  nodeName: (id: string) => string | undefined;
  /** A release has the traffic and would be started again. */
  isLive: boolean;
  isSaving: boolean;
  error: unknown;
  onSave: (apply: boolean) => void;
  onClose: () => void;
}

/** All changes once more, before they become one. */
export function SaveDialog(props: SaveDialogProps) {
  const { draft, nodeName, isLive, isSaving, error, onSave, onClose } = props;
  const [apply, setApply] = useState(isLive);
  const changes = [...draft.values()].map(({ key, change, node }) => ({
    ...{ key, change },
    extra: node === null ? undefined : `only on ${nodeName(node) ?? node}`,
  }));
  const count = changes.length;
  const what = `${count} change${count === 1 ? '' : 's'}`;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Save ${what}?`}
      firm={isSaving}
      foot={
        <>
          <Button onClick={onClose}>Go on editing</Button>
          <Button variant="primary" busy={isSaving} onClick={() => onSave(apply)}>
            {apply ? 'Save and deploy' : `Save ${what}`}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ChangeList label="Changes" changes={changes} />
        {isLive ? (
          <Checkbox
            label="Deploy at once"
            description="The live release starts again with the new values, without a build and without a gap. Otherwise they wait for the next deployment."
            checked={apply}
            onChecked={setApply}
          />
        ) : (
          <p className="muted small">Nothing is live yet: the first deployment takes them along.</p>
        )}
        <FormError error={error} />
      </div>
    </Dialog>
  );
}
