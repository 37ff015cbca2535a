import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Note } from '../../components/note.tsx';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';

/** All values in one file; asked for once more, and written to the audit log. */
export function ExportDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const toast = useToast();
  const read = async () => {
    const { text } = await api.post('/api/v1/projects/{project}/secrets/export', {
      params: { path: { project } },
      body: {},
    });
    return text;
  };
  const download = useMutation({
    mutationFn: read,
    onSuccess: (text) => {
      saveAs(`${project}.env`, text);
      toast(`Exported to ${project}.env`);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Export all secrets of ${project}?`}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <CopyButton value={read} label="Copy" withText />
          <Button
            variant="primary"
            icon={<Download size={14} />}
            busy={download.isPending}
            onClick={() => download.mutate()}
          >
            Download
          </Button>
        </>
      }
    >
      <div className="stack">
        <Note tone="warn" title="The file has every value in clear text">
          Keep it out of repositories, chats and backups, and delete it when you are done. That you
          exported it is written to the audit log.
        </Note>
        <FormError error={download.error} />
      </div>
    </Dialog>
  );
}

/** The address of the file lives no longer than the click. */
function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
