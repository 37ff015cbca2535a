import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

export interface FieldProps {
  label: string;
  /** Stays in the page for who listens, is not shown: a search field with its icon. */
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  /** What is wrong, in words. */
  error?: string | undefined;
  optional?: boolean | undefined;
  /** Takes the room that is left, in a row of filters. */
  wide?: boolean | undefined;
}

/** What the control inside must carry, so that label, hint and error belong to it. */
export interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Label, hint and error around any control: `<Field label="…">{(control) => <input {...control} />}</Field>`. */
export function Field(props: FieldProps & { children: (control: Control) => ReactNode }) {
  const { label, hideLabel, hint, error, optional, wide, children } = props;
  const id = useId();
  const told = [
    hint === undefined ? '' : `${id}-hint`,
    error === undefined ? '' : `${id}-error`,
  ].join(' ');
  const control: Control = {
    id,
    'aria-describedby': told.trim() === '' ? undefined : told.trim(),
    'aria-invalid': error === undefined ? undefined : true,
  };
  return (
    <div className={wide === true ? 'field field-wide' : 'field'}>
      <label htmlFor={id} className={hideLabel === true ? 'visually-hidden' : 'field-label'}>
        {label}
        {optional === true ? <span className="field-optional">optional</span> : null}
      </label>
      {children(control)}
      {hint === undefined ? null : (
        <div id={`${id}-hint`} className="field-hint">
          {hint}
        </div>
      )}
      {error === undefined ? null : (
        <div id={`${id}-error`} className="field-error" role="alert">
          <CircleAlert size={14} aria-hidden="true" />
          <span>{error}</span>
        </div>
      )}
    </div>
  );
}
