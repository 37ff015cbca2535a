import { PasswordField } from './password-field.tsx';

const lengthMin = 12;

/** A password that is chosen now, with what is asked of it. */
export function NewPasswordField(props: {
  value: string;
  onText: (text: string) => void;
  error?: string | undefined;
}) {
  return <PasswordField {...props} isNew label="New password" hint={hintFor(props.value)} />;
}

/** Length is what counts; rules about signs only make passwords worse. */
function hintFor({ length }: string): string {
  if (length === 0) return `At least ${lengthMin} characters. A few words are good.`;
  const missing = lengthMin - length;
  if (missing > 0) return `${missing} more ${missing === 1 ? 'character' : 'characters'}`;
  return 'Long enough.';
}
