import { type ReactNode, useId } from 'react';

interface CheckboxProps {
  label: ReactNode;
  description?: ReactNode;
  checked: boolean;
  onChecked: (checked: boolean) => void;
  disabled?: boolean | undefined;
}

/** A box to tick; what it says takes effect with the form. */
export function Checkbox(props: CheckboxProps) {
  return <Check {...props} kind="box" />;
}

/** On or off, at once. */
export function Switch(props: CheckboxProps) {
  return <Check {...props} kind="switch" />;
}

function Check(props: CheckboxProps & { kind: 'box' | 'switch' }) {
  const { label, description, checked, onChecked, disabled, kind } = props;
  const id = useId();
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        {...(kind === 'switch' ? { role: 'switch', className: 'switch' } : {})}
        checked={checked}
        disabled={disabled}
        aria-describedby={description === undefined ? undefined : `${id}-more`}
        onChange={(event) => onChecked(event.currentTarget.checked)}
      />
      <label htmlFor={id} className="check-text">
        <span>{label}</span>
        {description === undefined ? null : (
          <span id={`${id}-more`} className="muted small">
            {description}
          </span>
        )}
      </label>
    </div>
  );
}
