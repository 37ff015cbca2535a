import { useQuery } from '@tanstack/react-query';
import { CircleCheck, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import type { JoinToken } from '../../lib/api/openapi.ts';
import { Button, LinkButton } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Code, InlineCode } from '../components/code.tsx';
import { Note } from '../components/note.tsx';
import { nodesQuery } from '../data/nodes.ts';
import { durationText } from '../data/time-text.ts';
import { useNow } from '../data/use-now.ts';
import { hasJoined } from './node-name.ts';

interface JoinStepsProps {
  token: JoinToken;
  /** Unix milliseconds. */
  madeAt: number;
  onAgain: () => void;
}

/** The line to paste, and then: it is there. */
export function JoinSteps({ token, madeAt, onAgain }: JoinStepsProps) {
  const { nodeName, rejoins, installCommand } = token;
  const { isThere, isExpired, leftMs } = useArrival(token, madeAt);
  if (isThere) return <Arrived name={nodeName} onAgain={onAgain} />;
  return (
    <Card title={`Connect ${nodeName}`}>
      <ol className="steps">
        <li>
          <div className="stack-s">
            <strong>Open a terminal on the machine, as root</strong>
            <p className="muted small">
              <InlineCode>ssh root@your-vps</InlineCode>
            </p>
          </div>
        </li>
        <li>
          <div className="stack-s">
            <strong>Paste this line</strong>
            <Code label="Copy the join command" wrap>
              {installCommand}
            </Code>
            <p className="muted small">
              It installs Nix, Caddy and the agent, and calls here. The token in it works once, and
              is not shown again.
            </p>
            {rejoins ? (
              <Note tone="warn" title={`There is a node called ${nodeName} already`}>
                The machine that runs this line takes its place: the present one is shut out.
              </Note>
            ) : null}
          </div>
        </li>
        <li>
          {isExpired ? (
            <div className="stack-s" role="status">
              <strong>The token has expired</strong>
              <div>
                <Button onClick={onAgain}>Make a new one</Button>
              </div>
            </div>
          ) : (
            <div className="stack-s" role="status">
              <strong className="row">
                <span className="status status-info status-turning">
                  <LoaderCircle size={15} aria-hidden="true" />
                </span>
                Waiting for {nodeName}
              </strong>
              <p className="muted small">
                A few minutes on a fresh machine. This page notices by itself; the token works for
                another {durationText(leftMs)}.
              </p>
            </div>
          )}
        </li>
      </ol>
    </Card>
  );
}

const everyMs = 1_000;
/** Should the live connection be down, the page finds out all the same. */
const askEveryMs = 5_000;

function useArrival({ nodeName, expiresAt }: JoinToken, madeAt: number) {
  const now = useNow(everyMs);
  const nodes = useQuery({ ...nodesQuery, refetchInterval: askEveryMs });
  const items = nodes.data?.items ?? [];
  // As it was when the token was made: a node that is replaced may still be connected.
  const [before] = useState(
    () => items.find(({ name }) => name === nodeName)?.connectedSince ?? null,
  );
  const leftMs = Math.max(0, Date.parse(expiresAt) - now);
  return {
    isThere: hasJoined(items, { nodeName, madeAt }, before),
    isExpired: leftMs === 0,
    leftMs,
  };
}

function Arrived({ name, onAgain }: { name: string; onAgain: () => void }) {
  return (
    <Card>
      <div className="arrived" role="status">
        <CircleCheck size={40} strokeWidth={1.6} aria-hidden="true" />
        <h2>{name} is connected</h2>
        <p className="muted">Projects can run on it now.</p>
        <div className="row">
          <LinkButton href="/projects/new" variant="primary">
            Create a project
          </LinkButton>
          <LinkButton href={`/nodes/${name}`}>Look at {name}</LinkButton>
          <Button variant="ghost" onClick={onAgain}>
            Connect another
          </Button>
        </div>
      </div>
    </Card>
  );
}
