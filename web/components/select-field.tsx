import type { SelectHTMLAttributes } from 'react';
import { Field, type FieldProps } from './field.tsx';

export interface Option<Value extends string> {
  value: Value;
  label: string;
}

interface OwnProps<Value extends string> {
  value: Value;
  options: readonly Option<Value>[];
  onSelectValue: (value: Value) => void;
}

/** One of a few, with its label. */
export function SelectField<Value extends string>(
  props: FieldProps &
    OwnProps<Value> &
    Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange' | 'className'>,
) {
  const { label, hideLabel, hint, error, optional, wide, ...rest } = props;
  const { value, options, onSelectValue, ...select } = rest;
  return (
    <Field {...{ label, hideLabel, hint, error, optional, wide }}>
      {(control) => (
        <select
          {...select}
          {...control}
          className="input"
          value={value}
          onChange={(event) => onSelectValue(event.currentTarget.value as Value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
