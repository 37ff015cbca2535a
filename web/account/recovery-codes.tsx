import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { saveText } from '../data/save-file.ts';

/** The codes for when the phone is lost. Shown this once, so leaving needs a word. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [isKept, setKept] = useState(false);
  const text = `${codes.join('\n')}\n`;
  return (
    <div className="form">
      <p className="muted">
        Each of these lets you in once without your phone. They are shown only now: keep them where
        you keep your passwords.
      </p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="form-actions">
        <CopyButton value={text} label="Copy" withText />
        <Button
          icon={<Download size={14} />}
          onClick={() => saveText('vpspilot-recovery-codes.txt', text)}
        >
          Download
        </Button>
      </div>
      <Checkbox label="I have kept them" checked={isKept} onChecked={setKept} />
      <Button variant="primary" disabled={!isKept} onClick={onDone}>
        Done
      </Button>
    </div>
  );
}
