import ipaddr from 'ipaddr.js';

/** Addresses of the public kind that are nobody's but the cloud's own. */
const metadataAddresses: ReadonlySet<string> = new Set(['168.63.129.16']);
/** IPv6 addresses of this prefix are IPv4 ones behind a translator. */
const translated = ipaddr.parseCIDR('64:ff9b::/96') as [ipaddr.IPv6, number];

/** Hosts and networks that may be reached although they are private. */
export interface AllowedTargets {
  hosts: ReadonlySet<string>;
  networks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];
}

/** Takes names, addresses and CIDR networks apart. */
export function allowedTargets(list: readonly string[]): AllowedTargets {
  const hosts = new Set<string>();
  const networks: AllowedTargets['networks'][number][] = [];
  for (const entry of list) {
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry)) networks.push(wholeAddress(entry));
    else hosts.add(bareHost(entry));
  }
  return { hosts, networks };
}

function wholeAddress(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Lower case, without brackets and the dot at its end. */
export function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '');
}

/** Whether somebody has listed this host or address. */
export function isListed(host: string, allowed: AllowedTargets): boolean {
  if (allowed.hosts.has(host)) return true;
  return ipaddr.isValid(host) && isWithinAny(ipaddr.process(host), allowed);
}

/**
 * Why nothing may be sent to an address: it is this machine, a private network, a cloud's metadata
 * service, or no address of one host at all. Undefined: it is a public one, or allowed.
 */
export function whyForbidden(text: string, allowed: AllowedTargets): string | undefined {
  if (!ipaddr.isValid(text)) return 'it is no address';
  const parsed = ipaddr.parse(text);
  const plain = ipaddr.process(text);
  if (isWithinAny(plain, allowed)) return undefined;
  const range = rangeOf(parsed);
  return range === 'unicast' ? undefined : `it is a ${range} address`;
}

function isWithinAny(address: ipaddr.IPv4 | ipaddr.IPv6, { networks }: AllowedTargets): boolean {
  return networks.some(
    ([network, bits]) => address.kind() === network.kind() && address.match(network, bits),
  );
}

function rangeOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  if (metadataAddresses.has(address.toString())) return 'metadata';
  if (address instanceof ipaddr.IPv6 && address.match(translated)) {
    return rangeOf(new ipaddr.IPv4(address.toByteArray().slice(12)));
  }
  return address.range();
}
