import { Check, Minus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { decidingPattern, watchPathsMax } from '../../../lib/watch-paths.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FormError } from '../../components/form-error.tsx';
import { TextAreaField, TextField } from '../../components/text-field.tsx';
import type { Project } from '../types.ts';
import { explainPattern } from './explain-pattern.ts';
import { useChangeProject } from './use-change-project.ts';

const examples = ['apps/web/**', 'package.json', '!**/*.md'];

/** Which pushes concern the project: for repositories that hold several. */
export function WatchPathsSection({ project, mayWrite }: { project: Project; mayWrite: boolean }) {
  const [edited, setEdited] = useState<string>();
  const save = useChangeProject(project.slug, () => setEdited(undefined));
  const text = edited ?? project.watchPaths.join('\n');
  const patterns = patternsOf(text);
  const explained = patterns.map((pattern) => ({ pattern, ...explainPattern(pattern) }));
  const isDirty = patterns.join('\n') !== project.watchPaths.join('\n');
  const isBad = explained.some(({ isProblem }) => isProblem) || patterns.length > watchPathsMax;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ watchPaths: patterns });
  };
  const add = (example: string) => setEdited([...patterns, example].join('\n'));
  return (
    <form onSubmit={submit}>
      <Card
        title="Paths that trigger"
        description="A push deploys only when it changes one of these. Without any, every push does."
        foot={
          mayWrite ? (
            <>
              <span className="muted">{summary(patterns)}</span>
              <Button
                type="submit"
                variant="primary"
                disabled={!isDirty || isBad}
                busy={save.isPending}
              >
                Save
              </Button>
            </>
          ) : undefined
        }
      >
        <div className="form">
          <TextAreaField
            label="Patterns, one in each line"
            mono
            rows={Math.max(3, Math.min(12, patterns.length + 1))}
            value={text}
            onText={setEdited}
            disabled={!mayWrite}
            placeholder="Every push deploys"
            error={patterns.length > watchPathsMax ? `At most ${watchPathsMax}` : undefined}
          />
          {mayWrite ? (
            <div className="chips">
              <span className="muted small">Examples:</span>
              {examples
                .filter((example) => !patterns.includes(example))
                .map((example) => (
                  <button key={example} type="button" className="chip" onClick={() => add(example)}>
                    {example}
                  </button>
                ))}
            </div>
          ) : null}
          {explained.length === 0 ? null : (
            <ul className="pattern-list">
              {explained.map(({ pattern, isProblem, text: words }) => (
                <li key={pattern}>
                  <code>{pattern}</code>
                  <span className={isProblem ? 'pattern-words-bad' : 'muted'}>{words}</span>
                </li>
              ))}
            </ul>
          )}
          {patterns.length === 0 || isBad ? null : <TestField patterns={patterns} />}
          <FormError error={save.error} />
        </div>
      </Card>
    </form>
  );
}

function patternsOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

function summary(patterns: readonly string[]): string {
  if (patterns.length === 0) return 'Every push to the branch deploys.';
  return patterns.length === 1
    ? '1 pattern.'
    : `${patterns.length} patterns; the last that matches decides.`;
}

/** Tries the patterns with a file, by the same rule as central. */
function TestField({ patterns }: { patterns: readonly string[] }) {
  const [path, setPath] = useState('');
  const { concerns, pattern } = decidingPattern(patterns, path.trim());
  return (
    <div className="stack-s">
      <TextField
        label="Try it with a file"
        optional
        mono
        value={path}
        onText={setPath}
        placeholder="apps/web/src/main.ts"
      />
      {path.trim() === '' ? null : (
        <p role="status" className={concerns ? 'status status-good' : 'status status-neutral'}>
          {concerns ? (
            <Check size={15} aria-hidden="true" />
          ) : (
            <Minus size={15} aria-hidden="true" />
          )}
          <span className="wrap">
            {concerns ? 'A change of it deploys' : 'A change of it alone does not deploy'}
            {pattern === undefined ? '' : `, because of ${pattern}`}
          </span>
        </p>
      )}
    </div>
  );
}
