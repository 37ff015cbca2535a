const localNames = /(^|\.)(localhost|local|internal|test|home\.arpa)$|^[\d.]+$|:/;

/** Whether no public certificate authority knows this host name: it is served without TLS. */
export function isLocalName(host: string): boolean {
  return localNames.test(host);
}
