/** The line that turns a Debian machine into a node; both parts are free of shell characters. */
export function installLine(publicUrl: string, joinToken: string): string {
  return `curl -fsSL '${publicUrl}/install.sh' | sh -s -- --token '${joinToken}'`;
}
