import type { ReleaseUsage } from '../ports.ts';
import { releaseOfUnit } from './unit-text.ts';

/** Properties of a unit that `readUnitUsage` understands. */
export const usageProperties = ['Id', 'CPUUsageNSec', 'MemoryCurrent', 'NRestarts', 'MainPID'];

/** Reads what `systemctl show` says of several units: a paragraph each. Those that do not run are left out. */
export function readUnitUsage(text: string): ReleaseUsage[] {
  return text.split(/\n{2,}/).flatMap((paragraph) => {
    const values = new Map(
      paragraph.split('\n').map((line): [string, string] => {
        const at = line.indexOf('=');
        return [line.slice(0, at), line.slice(at + 1)];
      }),
    );
    const release = releaseOfUnit(values.get('Id') ?? '');
    const cpuNs = counter(values.get('CPUUsageNSec'));
    if (release === undefined || cpuNs === undefined || values.get('MainPID') === '0') return [];
    return [
      {
        ...release,
        cpuMs: cpuNs / 1_000_000,
        memoryBytes: counter(values.get('MemoryCurrent')) ?? 0,
        restarts: counter(values.get('NRestarts')) ?? 0,
      },
    ];
  });
}

/** systemd writes "[not set]", or the largest number there is, for what it does not know. */
function counter(text: string | undefined): number | undefined {
  const value = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN;
  return Number.isNaN(value) || value >= 2 ** 63 ? undefined : value;
}
