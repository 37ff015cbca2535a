import { isLocalName } from '../../lib/local-names.ts';

/** Ports of a node's router. */
export interface RouterPorts {
  httpPort: number;
  /** 0: there is no HTTPS. */
  httpsPort: number;
}

/** Where visitors reach a project: one URL per domain, with a port only where it is not the usual one. */
export function addressesOf(domains: readonly string[], ports: RouterPorts): string[] {
  return domains.map((domain) => {
    const isSecure = ports.httpsPort > 0 && !isLocalName(domain);
    return isSecure
      ? `https://${domain}${portText(ports.httpsPort, 443)}`
      : `http://${domain}${portText(ports.httpPort, 80)}`;
  });
}

function portText(port: number, usual: number): string {
  return port === usual ? '' : `:${port}`;
}
