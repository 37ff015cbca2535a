import { Eye, EyeOff } from 'lucide-react';
import { type ClipboardEvent, type Ref, useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Field, type FieldProps } from '../../components/field.tsx';

interface ValueFieldProps extends FieldProps {
  value: string;
  onValue: (value: string) => void;
  placeholder?: string | undefined;
  inputRef?: Ref<HTMLInputElement> | undefined;
  /** Plain values have nothing to hide. */
  isOpen?: boolean | undefined;
  onPasteText?: ((text: string) => boolean) | undefined;
}

/** What keeps browsers and password managers from remembering or correcting a value. */
const leaveAlone = {
  autoComplete: 'off',
  autoCapitalize: 'off',
  autoCorrect: 'off',
  spellCheck: false,
  'data-1p-ignore': '',
  'data-lpignore': 'true',
} as const;

/** A value that is typed or pasted unseen, also one of several lines. */
export function ValueField(props: ValueFieldProps) {
  const { value, onValue, placeholder, inputRef, isOpen, onPasteText, ...field } = props;
  const [isShown, setShown] = useState(false);
  const isReadable = isShown || isOpen === true;
  const isLong = isReadable || value.includes('\n');
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if (onPasteText?.(text) === true) return event.preventDefault();
    // A field of one line would swallow the line breaks.
    if (!isLong && text.includes('\n')) {
      event.preventDefault();
      onValue(value + text);
    }
  };
  return (
    <Field {...field}>
      {(control) => (
        <div className="value-input">
          {isLong ? (
            <textarea
              {...control}
              {...leaveAlone}
              className={`input input-mono${isReadable ? '' : ' veiled'}`}
              rows={Math.min(8, value.split('\n').length)}
              value={value}
              placeholder={placeholder}
              onPaste={onPaste}
              onChange={(event) => onValue(event.currentTarget.value)}
            />
          ) : (
            <input
              {...control}
              {...leaveAlone}
              ref={inputRef}
              type="password"
              className="input input-mono"
              value={value}
              placeholder={placeholder}
              onPaste={onPaste}
              onChange={(event) => onValue(event.currentTarget.value)}
            />
          )}
          {isOpen === true ? null : (
            <IconButton
              label={isShown ? 'Hide what is typed' : 'Show what is typed'}
              icon={isShown ? <EyeOff size={14} /> : <Eye size={14} />}
              aria-pressed={isShown}
              onClick={() => setShown(!isShown)}
            />
          )}
        </div>
      )}
    </Field>
  );
}
