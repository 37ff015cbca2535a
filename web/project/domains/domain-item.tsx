import { ExternalLink, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { components } from '../../../lib/api/openapi.ts';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Time } from '../../components/time.tsx';
import { useToast } from '../../components/toast.tsx';
import { api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { DnsHint } from './dns-hint.tsx';
import { needsDns } from './dns-records.ts';

type Domain = components['schemas']['Domain'];

interface DomainItemProps {
  item: Domain;
  project: string;
  address: string | null;
  mayWrite: boolean;
}

/** One name: whether it leads here, and whether visitors come by HTTPS. */
export function DomainItem({ item, project, address, mayWrite }: DomainItemProps) {
  const { domain, url, dns } = item;
  const [isAsked, setAsked] = useState(false);
  const isElsewhere = leadsElsewhere(dns, address);
  const mustLead = needsDns(domain) && (dns === undefined || dns.length === 0 || isElsewhere);
  return (
    <li>
      <div className="row-apart">
        <div className="stack-s">
          <a href={url} target="_blank" rel="noreferrer" className="row domain-link">
            {domain}
            <ExternalLink size={13} aria-label="(opens a new tab)" />
          </a>
          <div className="row small">
            <Certificate certificate={item.certificate} />
            {isElsewhere ? (
              <Badge tone="warn">leads to {dns?.join(', ')}, not to the node</Badge>
            ) : null}
            {dns !== undefined && dns.length > 0 && address !== null && !isElsewhere ? (
              <span className="muted">leads to the node</span>
            ) : null}
          </div>
        </div>
        {mayWrite ? (
          <IconButton
            label={`Remove ${domain}`}
            icon={<Trash2 size={15} />}
            onClick={() => setAsked(true)}
          />
        ) : null}
      </div>
      {mustLead ? (
        <details open={dns !== undefined}>
          <summary className="small">DNS record</summary>
          <DnsHint domain={domain} address={address} />
        </details>
      ) : null}
      <RemoveDomain {...{ domain, project }} open={isAsked} onClose={() => setAsked(false)} />
    </li>
  );
}

function leadsElsewhere(dns: readonly string[] | undefined, address: string | null): boolean {
  if (dns === undefined || dns.length === 0 || address === null) return false;
  return !dns.includes(address);
}

function Certificate({ certificate: { state, notAfter } }: { certificate: Domain['certificate'] }) {
  if (state === 'none') {
    return <Badge title="Local names and nodes without HTTPS have none">no HTTPS</Badge>;
  }
  if (state === 'unknown') {
    return (
      <Badge tone="info" title="It is fetched when the name leads to the node">
        certificate not there yet
      </Badge>
    );
  }
  return (
    <>
      <Badge tone="good">HTTPS</Badge>
      {notAfter === null ? null : (
        <span className="muted">
          renews itself, valid to <Time at={notAfter} exact />
        </span>
      )}
    </>
  );
}

function RemoveDomain(props: {
  domain: string;
  project: string;
  open: boolean;
  onClose: () => void;
}) {
  const { domain, project, open, onClose } = props;
  const toast = useToast();
  const remove = async () => {
    await api.delete('/api/v1/projects/{project}/domains/{domain}', {
      params: { path: { project, domain } },
    });
    await queryClient.invalidateQueries({ queryKey: [`project:${project}`] });
    toast(`${domain} is removed`);
  };
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Remove ${domain}?`}
      action="Remove domain"
      onConfirm={remove}
    >
      Visitors of this name no longer reach {project}, at once. The record at its provider stays;
      remove it there, too, so that nobody else can use it.
    </ConfirmDialog>
  );
}
