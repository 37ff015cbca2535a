import { CopyButton } from '../../components/copy-button.tsx';
import { dnsRecord, recordLine } from './dns-records.ts';

/** The record to enter at the provider of the domain, part by part, to copy. */
export function DnsHint({ domain, address }: { domain: string; address: string | null }) {
  const record = dnsRecord(domain, address);
  if (record === undefined) {
    return (
      <p className="muted small">
        At the provider of the domain, let <code>{domain}</code> lead to the public address of the
        node.
      </p>
    );
  }
  return (
    <div className="stack-s">
      <p className="muted small">Enter this record at the provider of the domain:</p>
      <dl className="dns-record">
        <div>
          <dt>Type</dt>
          <dd>{record.type}</dd>
        </div>
        <div>
          <dt>Name</dt>
          <dd>
            {record.name}
            <CopyButton value={record.name} label="Copy the name" />
          </dd>
        </div>
        <div>
          <dt>Value</dt>
          <dd>
            {record.value}
            <CopyButton value={record.value} label="Copy the value" />
          </dd>
        </div>
        <div>
          <dt>As one line</dt>
          <dd>
            <span className="truncate">{recordLine(domain, record)}</span>
            <CopyButton value={recordLine(domain, record)} label="Copy the record" />
          </dd>
        </div>
      </dl>
    </div>
  );
}
