import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../components/button.tsx';
import { TextField } from '../components/text-field.tsx';

interface PasswordFieldProps {
  label?: string;
  value: string;
  onText: (text: string) => void;
  /** A new password, which the browser may suggest and keep; else the present one. */
  isNew?: boolean;
  hint?: string;
  error?: string | undefined;
}

/** A password; shown as long as somebody wants to see it. */
export function PasswordField({
  label = 'Password',
  value,
  onText,
  isNew = false,
  hint,
  error,
}: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...{ label, value, onText, hint, error }}
      type={isShown ? 'text' : 'password'}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      autoCapitalize="off"
      required
      {...(isNew ? { minLength: 12, maxLength: 200 } : {})}
      after={
        <IconButton
          label={isShown ? 'Hide the password' : 'Show the password'}
          aria-pressed={isShown}
          icon={isShown ? <EyeOff size={15} /> : <Eye size={15} />}
          onClick={() => setShown(!isShown)}
        />
      }
    />
  );
}
