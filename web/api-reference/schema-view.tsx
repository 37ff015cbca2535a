import { useState } from 'react';
import type { Schema } from './document.ts';
import { limitsText, nameOf, resolve, type Schemas, typeText } from './schema-text.ts';

interface SchemaProps {
  schema: Schema;
  schemas: Schemas;
}

/** What a body or an answer consists of. */
export function SchemaView({ schema, schemas }: SchemaProps) {
  const { properties, required = [], description } = resolve(schema, schemas);
  if (properties === undefined) {
    return (
      <p className="small">
        <code>{typeText(schema)}</code> <span className="muted">{description}</span>
      </p>
    );
  }
  return (
    <Properties
      schemas={schemas}
      items={Object.entries(properties).map(([name, property]) => ({
        name,
        schema: property,
        isRequired: required.includes(name),
      }))}
    />
  );
}

interface Item {
  name: string;
  schema: Schema;
  isRequired: boolean;
  note?: string;
}

/** Named values, each with its type; those made of others open. */
export function Properties({ items, schemas }: { items: readonly Item[]; schemas: Schemas }) {
  return (
    <ul className="properties">
      {items.map((item) => (
        <Property key={`${item.note ?? ''} ${item.name}`} item={item} schemas={schemas} />
      ))}
    </ul>
  );
}

function Property({ item, schemas }: { item: Item; schemas: Schemas }) {
  const { name, schema, isRequired, note } = item;
  const inside = insideOf(schema, schemas);
  const text = [schema.description, limitsText(schema)].filter(Boolean).join('; ');
  return (
    <li>
      <div className="row property-line">
        <code className="property-name">{name}</code>
        <code className="muted">{typeText(schema)}</code>
        {note === undefined ? null : <span className="faint">{note}</span>}
        {isRequired ? null : <span className="faint">optional</span>}
      </div>
      {text === '' ? null : <p className="muted small">{text}</p>}
      {inside === undefined ? null : <Inside schema={inside} schemas={schemas} />}
    </li>
  );
}

/** The object that a property is, refers to, or is a list of. */
function insideOf(schema: Schema, schemas: Schemas): Schema | undefined {
  const candidates = [schema, schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return candidates.find(
    (each) => each !== undefined && resolve(each, schemas).properties !== undefined,
  );
}

/** Closed until asked for, and made only then: schemas refer to each other without end. */
function Inside({ schema, schemas }: SchemaProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="property-inside" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small">{nameOf(schema) ?? 'its parts'}</summary>
      {isOpen ? <SchemaView schema={schema} schemas={schemas} /> : null}
    </details>
  );
}
