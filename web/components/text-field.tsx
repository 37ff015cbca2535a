import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react';
import { Field, type FieldProps } from './field.tsx';

interface OwnProps {
  value: string;
  onText: (text: string) => void;
  /** For what is copied letter by letter: keys, commands, globs. */
  mono?: boolean;
  /** An icon before the text, a button after it. */
  before?: ReactNode;
  after?: ReactNode;
}

type Inherited<T> = Omit<T, 'value' | 'onChange' | 'className'>;

/** One line of text, with its label. */
export function TextField(
  props: FieldProps & OwnProps & Inherited<InputHTMLAttributes<HTMLInputElement>>,
) {
  const { label, hideLabel, hint, error, optional, wide, ...rest } = props;
  const { value, onText, mono, before, after, ...input } = rest;
  return (
    <Field {...{ label, hideLabel, hint, error, optional, wide }}>
      {(control) => (
        <div className="input-affix">
          {before}
          <input
            type="text"
            spellCheck={false}
            {...input}
            {...control}
            className={mono === true ? 'input input-mono' : 'input'}
            value={value}
            onChange={(event) => onText(event.currentTarget.value)}
          />
          {after}
        </div>
      )}
    </Field>
  );
}

/** Several lines of text, with their label. */
export function TextAreaField(
  props: FieldProps & OwnProps & Inherited<TextareaHTMLAttributes<HTMLTextAreaElement>>,
) {
  const { label, hideLabel, hint, error, optional, wide, ...rest } = props;
  const { value, onText, mono, before: _before, after: _after, ...input } = rest;
  return (
    <Field {...{ label, hideLabel, hint, error, optional, wide }}>
      {(control) => (
        <textarea
          spellCheck={false}
          {...input}
          {...control}
          className={mono === true ? 'input input-mono' : 'input'}
          value={value}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
