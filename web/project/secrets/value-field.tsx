import { Eye, EyeOff } from 'lucide-react';
import { type ClipboardEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { type Control, Field, type FieldProps } from '../../components/field.tsx';

interface ValueFieldProps extends FieldProps {
  value: string;
  onValue: (value: string) => void;
  placeholder?: string | undefined;
  /** Plain values have nothing to hide. */
  isOpen?: boolean | undefined;
  /** Has the focus from the beginning. */
  focused?: boolean | undefined;
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
  const { value, onValue, placeholder, isOpen = false, focused = false, ...field } = props;
  const [isShown, setShown] = useState(false);
  const input = { value, onValue, placeholder, focused };
  const isReadable = isShown || isOpen;
  return (
    <Field {...field}>
      {(control) => (
        <div className="value-input">
          {isReadable || value.includes('\n') ? (
            <SeveralLines {...input} control={control} isVeiled={!isReadable} />
          ) : (
            <OneLine {...input} control={control} />
          )}
          {isOpen ? null : (
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

interface InputProps extends Pick<ValueFieldProps, 'value' | 'onValue' | 'placeholder'> {
  control: Control;
}

function OneLine({
  control,
  value,
  onValue,
  placeholder,
  focused,
}: InputProps & { focused: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  // A field of one line would swallow the line breaks.
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if (!text.includes('\n')) return;
    event.preventDefault();
    onValue(value + text);
  };
  return (
    <input
      {...control}
      {...leaveAlone}
      ref={input}
      type="password"
      className="input input-mono"
      value={value}
      placeholder={placeholder}
      onPaste={onPaste}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}

function SeveralLines({
  control,
  value,
  onValue,
  placeholder,
  isVeiled,
}: InputProps & { isVeiled: boolean }) {
  return (
    <textarea
      {...control}
      {...leaveAlone}
      className={`input input-mono${isVeiled ? ' veiled' : ''}`}
      rows={Math.min(8, value.split('\n').length)}
      value={value}
      placeholder={placeholder}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
