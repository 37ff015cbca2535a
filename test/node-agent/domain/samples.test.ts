import { expect, test } from 'vitest';
import { cpuPercent, processSamples, readCpuTimes } from '../../../node-agent/domain/samples.ts';
import { readUnitUsage } from '../../../node-agent/domain/unit-usage.ts';

const usage = (number: number, cpuMs: number, restarts = 0) => ({
  ...{ projectId: 1, number, cpuMs, restarts },
  memoryBytes: 1_000,
});

test('two releases of a project are added; what began in between counts from its start', () => {
  const samples = processSamples([usage(1, 10_000)], [usage(1, 11_000), usage(2, 500)], 2_000);
  expect(samples.get(1)).toEqual({ cpuPercent: 75, memoryBytes: 2_000, restarts: 0 });
});

test('a counter that began again is no negative use, and restarts are those since', () => {
  const samples = processSamples([usage(1, 90_000, 1)], [usage(1, 100, 3)], 1_000);
  expect(samples.get(1)).toEqual({ cpuPercent: 10, memoryBytes: 1_000, restarts: 2 });
});

test('the CPUs of the machine, waiting for a disk is not busy', () => {
  const before = readCpuTimes('cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1 1\n');
  const now = readCpuTimes('cpu  150 0 150 750 150 0 0 0 0 0\ncpu0 1 1\n');
  expect(cpuPercent(before, now)).toBe(50);
  expect(cpuPercent(now, now)).toBe(0);
});

test('what systemctl show says of units; what is not set or not running is left out', () => {
  const paragraph = (id: string, cpu: string, pid = '7') =>
    `Id=${id}\nCPUUsageNSec=${cpu}\nMemoryCurrent=[not set]\nNRestarts=2\nMainPID=${pid}`;
  const text = [
    paragraph('vpspilot-project-3@12.service', '5000000'),
    paragraph('vpspilot-project-3@13.service', '[not set]'),
    paragraph('vpspilot-project-3@14.service', '18446744073709551615'),
    paragraph('vpspilot-project-3@15.service', '1', '0'),
    paragraph('ssh.service', '1'),
  ].join('\n\n');
  expect(readUnitUsage(`${text}\n`)).toEqual([
    { projectId: 3, number: 12, cpuMs: 5, memoryBytes: 0, restarts: 2 },
  ]);
});
