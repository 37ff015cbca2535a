import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Card } from '../components/card.tsx';
import { KeyValue } from '../components/key-value.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { Status } from '../components/status.tsx';
import { Time } from '../components/time.tsx';
import { useCan } from '../data/me.ts';
import type { Node } from '../data/nodes.ts';
import { NodeActions } from './node-actions.tsx';
import { NodeDisk } from './node-disk.tsx';
import { NodePlots } from './node-plots.tsx';
import { nodeQuery } from './node-query.ts';
import { NodeLoad, NodeSpace } from './node-space.tsx';

/** One machine: how it is, what runs there, what its disk is used for. */
export function NodePage({ node: name }: { node: string }) {
  const query = useQuery(nodeQuery(name));
  const can = useCan();
  const node = query.data;
  return (
    <Page
      title={name}
      crumbs={[{ label: 'Nodes', href: '/nodes' }]}
      badge={node === undefined ? null : <Status state={node.state} />}
      actions={node !== undefined && can('nodes.write') ? <NodeActions node={node} /> : undefined}
    >
      <Loaded query={query}>
        {(data) => (
          <>
            <Warnings node={data} />
            <div className="node-columns">
              <Health node={data} />
              <About node={data} />
            </div>
            <Releases node={data} />
            <NodePlots name={name} />
            <NodeDisk node={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Warnings({ node }: { node: Node }) {
  const { warning, state, lastSeenAt, agentOutdated, name } = node;
  return (
    <>
      {warning === null ? null : <Note tone="bad" title={warning} />}
      {state === 'offline' ? (
        <Note tone="warn" title={`${name} is not connected`}>
          Its applications go on running; only deployments and logs have to wait.
          {lastSeenAt === null ? null : (
            <>
              {' '}
              Last heard of <Time at={lastSeenAt} />.
            </>
          )}
        </Note>
      ) : null}
      {agentOutdated && state === 'online' ? (
        <Note tone="info" title="Its agent differs from the one that central serves">
          Make a join command for the same name and paste it on the machine: it brings the present
          agent and touches no application.
        </Note>
      ) : null}
    </>
  );
}

function Health({ node }: { node: Node }) {
  const { load, memory, disk } = node;
  return (
    <Card title="Health">
      <dl className="node-health">
        <div>
          <dt>Load</dt>
          <dd>
            <NodeLoad load={load} />
          </dd>
        </div>
        <div>
          <dt>Memory</dt>
          <dd>
            <NodeSpace label="Memory" space={memory} />
          </dd>
        </div>
        <div>
          <dt>Disk</dt>
          <dd>
            <NodeSpace label="Disk" space={disk} />
          </dd>
        </div>
      </dl>
    </Card>
  );
}

function About({ node }: { node: Node }) {
  const text = (value: string) => (value === '' ? null : value);
  const certificate = node.certificate;
  return (
    <Card title="Machine">
      <KeyValue
        items={[
          { label: 'Host', value: text(node.hostname) },
          { label: 'Address', value: node.address === '' ? null : <code>{node.address}</code> },
          {
            label: 'Connected since',
            value: node.connectedSince === null ? null : <Time at={node.connectedSince} />,
          },
          { label: 'Agent', value: text(node.agentVersion) },
          { label: 'Nix', value: text(node.nixVersion) },
          { label: 'Caddy', value: text(node.caddyVersion) },
          { label: 'System', value: text(node.system) },
          { label: 'Services', value: text(node.serviceManager) },
          {
            label: 'Certificate',
            value:
              certificate === null ? (
                'revoked'
              ) : (
                <>
                  renews itself; valid to <Time at={certificate.notAfter} exact />
                </>
              ),
          },
        ]}
      />
    </Card>
  );
}

function Releases({ node }: { node: Node }) {
  return (
    <Card title="Running releases" flush>
      {node.releases.length === 0 ? (
        <p className="muted card-body">Nothing runs there.</p>
      ) : (
        <ul className="list">
          {node.releases.map(({ project, release, healthy }) => (
            <li key={`${project}/${release}`}>
              <Status
                state={healthy ? 'live' : 'failed'}
                label={healthy ? 'Healthy' : 'Not healthy'}
              />
              <Link href={`/projects/${project}`} className="cell-link">
                {project}
              </Link>
              <Link href={`/projects/${project}/deployments/${release}`} className="muted small">
                release {release}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
