import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, tryCommand } from '../../../lib/run-command.ts';

/** A network of two addresses: the machine's end and the host's end of one veth pair. */
export interface HostNetwork {
  /** Also the machine's name for systemd-nspawn; the interface is `ve-<machine>`. */
  machine: string;
  /** This machine's end: where a test's central listens. */
  gateway: string;
  /** The host's end. */
  address: string;
}

/** Networks come from 10.213.0.0/16, four addresses each. */
const networkCount = 16_384;

/** Picks a network that no interface of this machine has. */
export async function chooseNetwork(): Promise<HostNetwork> {
  const { stdout } = await runCommand(['ip', '-brief', 'address']);
  for (;;) {
    const slot = Math.floor(Math.random() * networkCount);
    const [third, fourth] = [Math.floor(slot / 64), (slot % 64) * 4];
    const gateway = `10.213.${third}.${fourth + 1}`;
    if (stdout.includes(`${gateway}/`)) continue;
    return { machine: `vp${slot}`, gateway, address: `10.213.${third}.${fourth + 2}` };
  }
}

/** Gives the machine's end its address, as soon as systemd-nspawn has made the interface. */
export async function connect(network: HostNetwork): Promise<void> {
  const device = `ve-${network.machine}`;
  for (let tries = 0; tries < 200; tries += 1) {
    const added = await tryCommand([
      'ip',
      'address',
      'replace',
      `${network.gateway}/30`,
      'dev',
      device,
    ]);
    if (added.exitCode === 0) break;
    await sleep(25);
  }
  await setLink(network, 'up');
}

/** `down` loses every packet in both directions; connections stay open and hear nothing. */
export async function setLink(network: HostNetwork, state: 'up' | 'down'): Promise<void> {
  await runCommand(['ip', 'link', 'set', `ve-${network.machine}`, state]);
}

/** A unit for inside the host, so that it has its address again after each boot, before its services start. */
export function networkUnit(network: HostNetwork): string {
  return `[Unit]
Description=Address of the test network
DefaultDependencies=no
Before=network.target network-online.target
Wants=network.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'until ip link show host0; do sleep 0.05; done'
ExecStart=ip address replace ${network.address}/30 dev host0
ExecStart=ip link set host0 up
ExecStart=ip route replace default via ${network.gateway}

[Install]
WantedBy=sysinit.target
`;
}
