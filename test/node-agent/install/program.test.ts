import { expect, test } from 'vitest';
import { installedProgram } from '../../../node-agent/install/program.ts';
import { agentUnitText } from '../../../node-agent/install/units.ts';

test('the unit names an installed agent through its link, so that an upgrade is one rename', () => {
  const program = {
    node: '/opt/vpspilot/agent/runtime-node-24.21.0/bin/node',
    script: '/opt/vpspilot/agent/0.1.0-1a2b3c4d/vpspilot-agent.mjs',
  };
  const command = installedProgram(program);
  expect(command.at(0)).toBe(program.node);
  expect(command.slice(-2)).toEqual(['/opt/vpspilot/agent/current/vpspilot-agent.mjs', 'run']);
});

test('an agent from a source tree is started from there', () => {
  const command = installedProgram({
    node: '/usr/bin/node',
    script: '/srv/vpspilot/node-agent/main.ts',
  });
  expect([command.at(0), command.at(-2)]).toEqual([
    '/usr/bin/node',
    '/srv/vpspilot/node-agent/main.ts',
  ]);
});

test('systemd reads each word of the command as it is', () => {
  const text = agentUnitText(['/opt/a b/node', '50%', '--x="y"'], {
    settingsFile: '/etc/vpspilot/agent.json',
    root: '/opt/vpspilot',
  });
  expect(text).toContain('ExecStart="/opt/a b/node" 50%% "--x=\\"y\\""\n');
});
