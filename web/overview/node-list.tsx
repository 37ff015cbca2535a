import { Link } from 'wouter';
import { LinkButton } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Meter } from '../components/meter.tsx';
import { Status } from '../components/status.tsx';
import { useCan } from '../data/me.ts';
import type { Node } from '../data/nodes.ts';
import { bytesText } from '../data/time-text.ts';

/** The nodes and how full they are. */
export function NodeList({ nodes }: { nodes: readonly Node[] }) {
  const can = useCan();
  if (nodes.length === 0) return null;
  return (
    <Card
      title="Nodes"
      flush
      actions={
        can('nodes.write') ? (
          <LinkButton href="/nodes/new" small>
            Connect a node
          </LinkButton>
        ) : undefined
      }
    >
      <ul className="list">
        {nodes.map((node) => (
          <NodeRow key={node.id} node={node} />
        ))}
      </ul>
    </Card>
  );
}

function NodeRow({ node }: { node: Node }) {
  const { name, state, projectCount, load, memory, disk } = node;
  return (
    <li className="node-row">
      <div className="node-row-name">
        <Link href={`/nodes/${name}`} className="cell-link truncate">
          {name}
        </Link>
        <Status state={state} />
      </div>
      <span className="muted small nowrap">
        {projectCount === 1 ? '1 project' : `${projectCount} projects`}
      </span>
      <span className="muted small nowrap">
        {load === null ? 'Load –' : `Load ${load.one.toFixed(2)} of ${load.cpus}`}
      </span>
      <Use name="Memory" of={memory} />
      <Use name="Disk" of={disk} />
    </li>
  );
}

function Use({ name, of }: { name: string; of: Node['memory'] }) {
  if (of === null) return <span className="faint small">{name} –</span>;
  const used = of.totalBytes - of.availableBytes;
  const text = `${bytesText(used)} of ${bytesText(of.totalBytes)}`;
  return (
    <div className="node-row-use" title={`${name}: ${text} used`}>
      <span className="muted small row-apart">
        <span>{name}</span>
        <span>{Math.round((used / Math.max(1, of.totalBytes)) * 100)} %</span>
      </span>
      <Meter value={used} max={of.totalBytes} label={`${name} used: ${text}`} />
    </div>
  );
}
