import { useQuery } from '@tanstack/react-query';
import { Download, Search } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { TextField } from '../components/text-field.tsx';
import { api } from '../data/api.ts';
import { findOperations, type OpenApiDocument, tagsOf } from './document.ts';
import { OperationView } from './operation-view.tsx';

/** The API, from the document that central itself gives: always the one of this very version. */
export function ApiReferencePage() {
  const document = useQuery({
    queryKey: ['openapi'],
    queryFn: async ({ signal }) => {
      const answer = await api.open('/api/v1/openapi.json', { signal });
      return (await answer.json()) as OpenApiDocument;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page
      title="API reference"
      description="All that the dashboard and the command line do. Errors are problem+json with a stable code."
      width="wide"
      actions={
        <a className="button button-secondary" href="/api/v1/openapi.json" download="openapi.json">
          <Download size={14} aria-hidden="true" /> openapi.json
        </a>
      }
    >
      <Loaded query={document}>{(loaded) => <Reference document={loaded} />}</Loaded>
    </Page>
  );
}

function Reference({ document }: { document: OpenApiDocument }) {
  const [wanted, setWanted] = useState('');
  const tags = findOperations(tagsOf(document), wanted);
  const schemas = document.components?.schemas ?? {};
  return (
    <div className="reference">
      <nav className="reference-tags" aria-label="Groups of the API">
        <TextField
          label="Find an address"
          hideLabel
          type="search"
          placeholder="Find an address"
          before={<Search size={14} aria-hidden="true" />}
          value={wanted}
          onText={setWanted}
        />
        <ul>
          {tags.map(({ name, operations }) => (
            <li key={name}>
              <a className="nav-link" href={`#${name}`}>
                {name} <span className="faint reference-count">{operations.length}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="stack reference-body">
        {document.info?.description === undefined ? null : (
          <About text={document.info.description} />
        )}
        {tags.length === 0 ? (
          <EmptyState icon={Search} title="No address matches">
            Try a part of the path, like secrets, or of what it does.
          </EmptyState>
        ) : null}
        {tags.map(({ name, operations }) => (
          <section key={name} className="card" aria-labelledby={name}>
            <div className="card-head">
              <h2 id={name} className="reference-tag">
                {name}
              </h2>
            </div>
            {operations.map((operation) => (
              <OperationView key={operation.id} operation={operation} schemas={schemas} />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}

/** The little of Markdown that the document uses: paragraphs, and names in backticks. */
function About({ text }: { text: string }) {
  return (
    <div className="muted reference-about">
      {text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>
          {paragraph
            .split(/(`[^`]+`)/)
            .map((part) =>
              part.startsWith('`') ? <code key={part}>{part.slice(1, -1)}</code> : part,
            )}
        </p>
      ))}
    </div>
  );
}
