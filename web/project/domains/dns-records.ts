/** What to enter at the provider of a domain so that it leads to the node. */
export interface DnsRecord {
  type: 'A' | 'AAAA' | 'CNAME';
  /** As providers ask for it: the part in front of the zone, "@" for the zone itself. */
  name: string;
  value: string;
}

/** Names that need no entry: they mean the machine itself or exist only in a local network. */
export function needsDns(domain: string): boolean {
  return !/(^|\.)(localhost|local|internal|test|lan|home\.arpa)$/.test(domain);
}

/** The record for a domain that shall lead to this address; undefined when there is no address. */
export function dnsRecord(domain: string, address: string | null): DnsRecord | undefined {
  const value = address?.trim() ?? '';
  if (value === '') return undefined;
  return { type: recordType(value), name: hostPart(domain), value };
}

function recordType(value: string): DnsRecord['type'] {
  if (value.includes(':')) return 'AAAA';
  return /^\d+(\.\d+){3}$/.test(value) ? 'A' : 'CNAME';
}

/** Endings under which people register as under a country: "example.co.uk" is the zone. */
const doubleEndings =
  /\.(?:co|com|org|net|gov|ac|edu|ne|or)\.(?:uk|jp|nz|za|kr|au|br|in|il|mx|tr|sg|hk|tw|cn)$/;

function hostPart(domain: string): string {
  const labels = domain.split('.');
  const zoneLabels = doubleEndings.test(domain) ? 3 : 2;
  return labels.length <= zoneLabels ? '@' : labels.slice(0, -zoneLabels).join('.');
}

/** The record as one line, to copy. */
export function recordLine(domain: string, { type, value }: DnsRecord): string {
  return `${domain}. ${type} ${value}${type === 'CNAME' ? '.' : ''}`;
}

/** What somebody typed as a host name: with https:// and a path in front and behind, most often. */
export function typedDomain(typed: string): string {
  const text = typed.trim().toLowerCase();
  const host = text.replace(/^[a-z]+:\/\//, '').replace(/[/?#].*$/, '');
  return host.replace(/:\d+$/, '').replace(/\.$/, '');
}

/** Why this is no host name; undefined when it is one. */
export function domainProblem(domain: string): string | undefined {
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  if (domain === '') return 'Give a host name: shop.example.org';
  if (domain.startsWith('*.')) return 'Names with * are not routed; add each name by itself';
  if (/^[\d.]+$/.test(domain)) return 'This is an address, not a name';
  if (domain.length > 253 || !new RegExp(`^${label}(?:\\.${label})*$`).test(domain)) {
    return 'Letters, digits, hyphens and dots: shop.example.org (write ü and the like as xn--…)';
  }
  return undefined;
}
