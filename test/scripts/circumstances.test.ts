import { expect, test } from 'vitest';
import { displayWidth } from '../../lib/terminal-text.ts';
import { circumstances } from '../../scripts/demo/circumstances.ts';

const ports = { app: 8080, api: 8000, grpc: 50_051 };
const auto = { toolchains: 'auto', serviceManager: 'auto' } as const;
const node = { id: '1', name: 'demo', connected: true };

test('a machine without internet, systemd and namespaces says so in words', () => {
  const lines = circumstances(
    { ...node, serviceManager: 'process', toolchains: 'offline stand-in, builds not isolated' },
    ports,
    auto,
  );
  expect(lines).toEqual([
    '  applications  Run by the process supervisor: there is no systemd here',
    '  builds        Nix with packages of Debian for nixpkgs: nixpkgs cannot be reached from here',
    '                Not isolated: Nix cannot make its sandbox here; builds see files and network',
    '  ports         8080 applications, 8000 API, 50051 agents',
  ]);
});

test('no line is wider than 100 columns', () => {
  for (const toolchains of ['nixpkgs', 'offline stand-in, builds not isolated', '']) {
    const lines = circumstances({ ...node, serviceManager: 'process', toolchains }, ports, auto);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(100);
  }
});

test('what was asked for is not explained by the machine', () => {
  const asked = { toolchains: 'offline', serviceManager: 'process' } as const;
  const there = { ...node, serviceManager: 'process', toolchains: 'offline stand-in' };
  expect(circumstances(there, ports, asked).join('\n')).not.toContain('here');
});
