import { Check, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Card } from '../components/card.tsx';
import { InlineCode } from '../components/code.tsx';
import { useCan } from '../data/me.ts';
import type { Node } from '../data/nodes.ts';
import type { Project } from '../data/projects.ts';

interface FirstStepsProps {
  projects: readonly Project[];
  nodes: readonly Node[];
}

/** The way to a first release; gone once there has been one. */
export function FirstSteps({ projects, nodes }: FirstStepsProps) {
  const can = useCan();
  const hasNode = nodes.some(({ state }) => state === 'online');
  const hasDeployed = projects.some(({ latest }) => latest !== null);
  if (hasDeployed || !can('projects.create')) return null;
  const first = projects[0];
  return (
    <Card title="First steps" description="From an empty server to a running application" flush>
      <ol className="getting-started">
        <Step
          done={hasNode}
          href="/nodes/new"
          title="Connect a node"
          isNext={!hasNode}
          text="A node is a server that runs your applications. One command on it joins it."
        />
        <Step
          done={first !== undefined}
          href="/projects/new"
          title="Create a project"
          isNext={hasNode && first === undefined}
          text="A project is one repository with a config.vpspilot.json in it."
        />
        <Step
          done={false}
          href={first === undefined ? '/projects/new' : `/projects/${first.slug}`}
          title="Push"
          isNext={first !== undefined}
          text={
            <>
              <InlineCode>git push</InlineCode> builds a release, checks it and gives it the
              traffic.
            </>
          }
        />
      </ol>
    </Card>
  );
}

interface StepProps {
  done: boolean;
  isNext: boolean;
  href: string;
  title: string;
  text: ReactNode;
}

function Step({ done, isNext, href, title, text }: StepProps) {
  return (
    <li className={isNext ? 'getting-started-item getting-started-next' : 'getting-started-item'}>
      <span className={done ? 'getting-started-mark getting-started-done' : 'getting-started-mark'}>
        {done ? <Check size={13} strokeWidth={3} aria-label="Done" /> : null}
      </span>
      <span className="grow">
        <Link href={href} className="getting-started-link">
          {title}
        </Link>
        <span className="muted small getting-started-text">{text}</span>
      </span>
      <ChevronRight size={16} aria-hidden="true" className="faint" />
    </li>
  );
}
