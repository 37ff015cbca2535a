import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { useToast } from './toast.tsx';

interface CopyProps {
  /** What is copied, or how to get it when it is asked for. */
  value: string | (() => Promise<string>);
  /** What it is: 'Copy link'. */
  label: string;
  /** With its label beside the icon. */
  withText?: boolean;
}

const doneShownMs = 1_600;

/** Puts a text into the clipboard, and says so. */
export function CopyButton({ value, label, withText = false }: CopyProps) {
  const [isDone, setDone] = useState(false);
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof value === 'string' ? value : await value());
      setDone(true);
      setTimeout(() => setDone(false), doneShownMs);
    } catch {
      toast('The browser did not allow copying', {
        tone: 'bad',
        detail: 'Select the text and copy it yourself; browsers allow this on HTTPS only',
      });
    }
  };
  const icon = isDone ? <Check size={14} /> : <Copy size={14} />;
  const onClick = () => void copy();
  return (
    <>
      {withText ? (
        <Button icon={icon} onClick={onClick}>
          {isDone ? 'Copied' : label}
        </Button>
      ) : (
        <IconButton label={label} icon={icon} onClick={onClick} />
      )}
      <span className="visually-hidden" role="status">
        {isDone ? 'Copied' : ''}
      </span>
    </>
  );
}
