import { ChevronRight, LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import { Badge, type Tone } from '../components/badge.tsx';
import { Code } from '../components/code.tsx';
import type { Operation } from './document.ts';
import { curlText, type Schemas } from './schema-text.ts';
import { Properties, SchemaView } from './schema-view.tsx';

const tones: Record<string, Tone> = {
  GET: 'info',
  POST: 'good',
  PUT: 'warn',
  PATCH: 'warn',
  DELETE: 'bad',
};

interface OperationProps {
  operation: Operation;
  schemas: Schemas;
}

/** One operation: a line that opens. What is inside is made only then: there are many. */
export function OperationView({ operation, schemas }: OperationProps) {
  const [isOpen, setOpen] = useState(false);
  const { method, path, summary, permission } = operation;
  return (
    <details className="operation" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronRight size={14} aria-hidden="true" className="operation-arrow" />
        <Badge tone={tones[method] ?? 'neutral'}>{method}</Badge>
        <code className="operation-path">{path}</code>
        <span className="muted small operation-summary">{summary}</span>
        <span className="operation-permission">
          {permission === '' ? (
            <Badge>public</Badge>
          ) : (
            <Badge icon={<LockKeyhole size={11} aria-hidden="true" />} title="Permission it needs">
              {permission}
            </Badge>
          )}
        </span>
      </summary>
      {isOpen ? <Details operation={operation} schemas={schemas} /> : null}
    </details>
  );
}

function Details({ operation, schemas }: OperationProps) {
  const { notes, parameters, body, answers } = operation;
  return (
    <div className="operation-details">
      <div className="stack">
        {notes === '' ? null : <p className="muted">{notes}</p>}
        {parameters.length === 0 ? null : (
          <Part title="Parameters">
            <Properties
              schemas={schemas}
              items={parameters.map(({ name, in: place, required, schema, description }) => ({
                name,
                note: place,
                isRequired: required === true,
                schema: { ...schema, ...(description === undefined ? {} : { description }) },
              }))}
            />
          </Part>
        )}
        {body === undefined ? null : (
          <Part title="Body">
            <SchemaView schema={body} schemas={schemas} />
          </Part>
        )}
        {answers.map(({ status, description, types, schema }) => (
          <Part key={status} title={`Answer ${status} ${types.join(', ') || description}`}>
            {schema === undefined ? (
              <p className="muted small">Without content</p>
            ) : (
              <SchemaView schema={schema} schemas={schemas} />
            )}
          </Part>
        ))}
      </div>
      <Part title="Example">
        <Code wrap>{curlText(operation, schemas, location.origin)}</Code>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="operation-part">{title}</h3>
      {children}
    </section>
  );
}
