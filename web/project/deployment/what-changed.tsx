import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { bytesText } from '../../data/time-text.ts';
import type { DeploymentDetail } from '../types.ts';
import { CommitLink } from './commit-link.tsx';
import { type Change, compareModel } from './compare-model.ts';

/** What differs from the release that was live before. */
export function WhatChanged({ deployment }: { deployment: DeploymentDetail }) {
  const { compare, project } = deployment;
  const { against } = compare;
  if (against === null) return null;
  const { config, secrets, packages, growth, isSame } = compareModel(compare);
  return (
    <Card
      title={
        <>
          What changed since{' '}
          <Link className="since-link" href={`/projects/${project}/deployments/${against}`}>
            #{against}
          </Link>
        </>
      }
    >
      {isSame ? <p className="muted">Nothing: the same code, settings and secrets.</p> : null}
      <div className="changes">
        <Commits compare={compare} />
        <Changes title="Config" changes={config} />
        <Changes title="Secrets" changes={secrets} />
        <Changes title="Packages" changes={packages} extra={growth && growthText(growth)} />
      </div>
    </Card>
  );
}

function Commits({ compare: { commits, commitsMore } }: Pick<DeploymentDetail, 'compare'>) {
  if (commits.length === 0) return null;
  return (
    <Group title="Commits" count={`${commits.length}${commitsMore ? '+' : ''}`}>
      <ul className="change-list">
        {commits.map(({ sha, subject, author, url }) => (
          <li key={sha} className="change">
            <CommitLink deployment={{ commit: sha, commitUrl: url }} />
            <span className="grow">{subject}</span>
            <span className="faint">{author}</span>
          </li>
        ))}
      </ul>
    </Group>
  );
}

const shownAtFirst = 12;

function Changes({
  title,
  changes,
  extra,
}: {
  title: string;
  changes: readonly Change[];
  extra?: string | undefined;
}) {
  const [isWhole, setWhole] = useState(false);
  if (changes.length === 0 && extra === undefined) return null;
  const shown = isWhole ? changes : changes.slice(0, shownAtFirst);
  return (
    <Group title={title} count={String(changes.length)} extra={extra}>
      <ul className="change-list">
        {shown.map((change) => (
          <ChangeLine key={`${change.change} ${change.name} ${change.from}`} change={change} />
        ))}
      </ul>
      {shown.length < changes.length ? (
        <Button small variant="ghost" onClick={() => setWhole(true)}>
          Show {changes.length - shown.length} more
        </Button>
      ) : null}
    </Group>
  );
}

function Group(props: {
  title: string;
  count: string;
  extra?: string | undefined;
  children: ReactNode;
}) {
  return (
    <section className="change-group">
      <h3>
        {props.title} <span className="faint">{props.count}</span>
        {props.extra === undefined ? null : <span className="change-extra">{props.extra}</span>}
      </h3>
      {props.children}
    </section>
  );
}

const tones: Record<Change['change'], Tone> = { added: 'good', changed: 'info', removed: 'bad' };

function ChangeLine({ change: { change, name, from, to, bytes } }: { change: Change }) {
  return (
    <li className="change">
      <Badge tone={tones[change]}>{change}</Badge>
      <code className="change-name">{name}</code>
      <span className="change-values grow">
        {from === undefined ? null : <del>{from}</del>}
        {from === undefined || to === undefined ? null : <span aria-hidden="true">→</span>}
        {to === undefined ? null : <ins>{to}</ins>}
      </span>
      {bytes === undefined || bytes === 0 ? null : (
        <span className="faint nowrap">{signedBytes(bytes)}</span>
      )}
    </li>
  );
}

function signedBytes(bytes: number): string {
  return `${bytes > 0 ? '+' : '−'}${bytesText(Math.abs(bytes))}`;
}

function growthText({ from, to }: { from: number; to: number }): string {
  const difference = to - from;
  if (difference === 0) return `${bytesText(to)}, as before`;
  return `${bytesText(to)} (${signedBytes(difference)})`;
}
