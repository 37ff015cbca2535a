import type { ServiceState } from '../ports.ts';

export interface UnitState {
  /** systemd has read a file of that name. */
  isLoaded: boolean;
  active: 'active' | 'activating' | 'deactivating' | 'failed' | 'inactive' | string;
  pid: number;
  restarts: number;
  /** "exit-code", "signal", "oom-kill", "start-limit-hit"… */
  result: string;
  exitCode: number | undefined;
  /** That ended it; 0: none. */
  signal: number;
  /** The unit's file was changed after it was read. */
  needsReload: boolean;
}

/** `si_code` of a process that ended by itself; others were ended by a signal. */
const exitedByItself = '1';

const sigkill = 9;

/** Reads the `Name=value` lines of `systemctl show`. */
export function parseUnitState(text: string): UnitState {
  const values = new Map(
    text.split('\n').map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  const hasExited = values.get('ExecMainCode') === exitedByItself;
  return {
    isLoaded: values.get('LoadState') === 'loaded',
    active: values.get('ActiveState') ?? 'inactive',
    pid: Number(values.get('MainPID') ?? 0),
    restarts: Number(values.get('NRestarts') ?? 0),
    result: values.get('Result') ?? '',
    exitCode: hasExited ? Number(values.get('ExecMainStatus')) : undefined,
    signal: hasExited ? 0 : Number(values.get('ExecMainStatus') ?? 0),
    needsReload: values.get('NeedDaemonReload') === 'yes',
  };
}

/** Why its process is not running, for people. */
export function endReason(unit: UnitState): string {
  const { result, exitCode } = unit;
  if (result === 'oom-kill') return 'it needed more memory than resources.memory_limit';
  const again = result === 'start-limit-hit' ? '; given up after 3 times within a minute' : '';
  if (exitCode !== undefined) return `it ended with exit code ${exitCode}${again}`;
  if (unit.signal === sigkill) {
    // Kernels with the old control groups do not tell systemd who killed it.
    return `it was killed, most likely for needing more than resources.memory_limit${again}`;
  }
  if (result === 'success' || result === '') return `it ended${again}`;
  return `it ended: ${result}${again}`;
}

/** The state without the log lines, which cost a look into files. */
export function serviceState(unit: UnitState): ServiceState {
  switch (unit.active) {
    case 'active':
      return { state: 'running', pid: unit.pid, restarts: unit.restarts };
    case 'activating':
      return { state: 'starting' };
    case 'failed':
      return { state: 'failed', reason: endReason(unit), exitCode: unit.exitCode, lastLines: [] };
    default:
      return { state: 'absent' };
  }
}
