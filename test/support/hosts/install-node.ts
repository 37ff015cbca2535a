import type { Host } from './boot-host.ts';
import type { TestCentral } from './central.ts';

/** What a test's node needs beyond what users have: no internet, no certificates, local repositories. */
const settings = { toolchains: 'offline', allowLocalRepositories: true, httpsPort: 0 };

export interface Installation {
  exitCode: number;
  /** Everything it said. */
  output: string;
}

/** Pastes the install line on the host, as central prints it; without a token it is an upgrade. */
export async function installNode(
  host: Host,
  central: TestCentral,
  { token, fetcher = 'curl -fsSL' }: { token?: string; fetcher?: string } = {},
): Promise<Installation> {
  const options = token === undefined ? '' : ` -s -- --token '${token}'`;
  const line = `${fetcher} '${central.url}/install.sh' | sh${options} 2>&1`;
  const { exitCode, stdout } = await host.tryRun(['sh', '-c', line], { timeoutMs: 280_000 });
  return { exitCode, output: stdout };
}

export async function prepareNodeSettings(host: Host, more: object = {}): Promise<void> {
  await host.writeFile('/etc/vpspilot/agent.json', JSON.stringify({ ...settings, ...more }));
}

/** What an installation may change: files, users, units and processes, one per line. */
export async function inventory(host: Host): Promise<string[]> {
  const script = `
    find /etc /opt /usr /home /root /srv /var/lib /var/cache /var/spool -xdev | sort
    getent passwd; getent group
    systemctl list-unit-files --no-legend --no-pager
    ls /nix/var/nix/profiles /nix/var/nix/gcroots 2>/dev/null
    ps -eo user:30,args --no-headers | grep -Ev 'ps -eo|sed|sort|grep|sh -c' | sort -u`;
  const { stdout } = await host.run(['sh', '-c', script]);
  return stdout.split('\n');
}

/** Lines of the second inventory that the first has not. */
export function added(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(before);
  return after.filter((line) => !known.has(line));
}
