/** True for an address that GitHub cannot reach: of this machine, or of a network behind a router. */
export function isLocalAddress(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return (
    /^(0|127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d+){1,3}$/.test(host) ||
    /^\[(::1|f[cd]|fe80)/i.test(host) ||
    /(^|\.)(localhost|local|internal|test|lan)$/.test(host) ||
    !/[.:]/.test(host)
  );
}
