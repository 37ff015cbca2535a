import { useQuery } from '@tanstack/react-query';
import { Plus, Server } from 'lucide-react';
import { Link } from 'wouter';
import { Badge } from '../components/badge.tsx';
import { LinkButton } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Status } from '../components/status.tsx';
import { type Column, Table } from '../components/table.tsx';
import { useCan } from '../data/me.ts';
import { type Node, nodesQuery } from '../data/nodes.ts';
import { NodeLoad, NodeSpace } from './node-space.tsx';

/** The machines on which applications run. */
export function NodesPage() {
  const query = useQuery(nodesQuery);
  const can = useCan();
  const connect = (
    <LinkButton href="/nodes/new" variant="primary" icon={<Plus size={15} />}>
      Connect a node
    </LinkButton>
  );
  return (
    <Page
      title="Nodes"
      description="The machines on which your applications run. They call here; nothing calls them."
      actions={can('nodes.write') && query.data?.items.length !== 0 ? connect : undefined}
    >
      <Card flush>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState
                icon={Server}
                title="No node yet"
                actions={can('nodes.write') ? connect : undefined}
              >
                Take a VPS with Debian, paste one line into its terminal, and it stands here.
              </EmptyState>
            ) : (
              <Table
                label="Nodes"
                columns={columns}
                rows={items}
                rowKey={({ id }) => id}
                rowHref={({ name }) => `/nodes/${name}`}
              />
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}

const columns: readonly Column<Node>[] = [
  {
    key: 'name',
    title: 'Node',
    render: (node) => (
      <div className="node-name">
        <div className="row">
          <Link href={`/nodes/${node.name}`} className="cell-link">
            {node.name}
          </Link>
          <Status state={node.state} />
        </div>
        <Marks node={node} />
      </div>
    ),
  },
  { key: 'load', title: 'Load', render: ({ load }) => <NodeLoad load={load} /> },
  {
    key: 'memory',
    title: 'Memory',
    render: ({ memory }) => <NodeSpace label="Memory" space={memory} />,
  },
  { key: 'disk', title: 'Disk', render: ({ disk }) => <NodeSpace label="Disk" space={disk} /> },
  {
    key: 'projects',
    title: 'Projects',
    align: 'right',
    render: ({ projectCount }) => projectCount,
  },
];

function Marks({ node }: { node: Node }) {
  const { warning, agentOutdated, agentVersion } = node;
  return (
    <div className="row small">
      {agentVersion === '' ? null : <span className="muted">agent {agentVersion}</span>}
      {agentOutdated ? (
        <Badge tone="warn" title="It differs from the agent that this central serves">
          agent outdated
        </Badge>
      ) : null}
      {warning === null ? null : (
        <Badge tone="bad" title={warning}>
          needs a look
        </Badge>
      )}
    </div>
  );
}
