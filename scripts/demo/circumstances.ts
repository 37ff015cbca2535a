import { padColumns } from '../../lib/terminal-text.ts';
import type { NodeView } from '../platform/api.ts';
import type { PlatformOptions } from '../platform/start.ts';
import type { PlatformState } from '../platform/state.ts';

type Wishes = Pick<PlatformOptions, 'toolchains' | 'serviceManager'>;

/** How this machine runs and builds applications, and why so: a line each. */
export function circumstances(node: NodeView, ports: PlatformState['ports'], wishes: Wishes) {
  return [
    ['applications', runBy(node, wishes)],
    ['builds', builtWith(node, wishes)],
    ...(node.toolchains.includes('not isolated')
      ? [['', 'Not isolated: Nix cannot make its sandbox here; builds see files and network']]
      : []),
    ['ports', `${ports.app} applications, ${ports.api} API, ${ports.grpc} agents`],
  ].map(([label = '', words = '']) => `  ${padColumns(label, 14)}${words}`);
}

function runBy({ serviceManager }: NodeView, wishes: Wishes): string {
  if (serviceManager === 'systemd') return 'Run by systemd';
  const why = wishes.serviceManager === 'process' ? 'as asked for' : 'there is no systemd here';
  return `Run by the process supervisor: ${why}`;
}

function builtWith({ toolchains }: NodeView, wishes: Wishes): string {
  if (toolchains.startsWith('nixpkgs')) return 'Nix with nixpkgs';
  if (toolchains === '') return 'Nix does not answer here; the first build says why';
  const why =
    wishes.toolchains === 'offline' ? 'as asked for' : 'nixpkgs cannot be reached from here';
  return `Nix with packages of Debian for nixpkgs: ${why}`;
}
