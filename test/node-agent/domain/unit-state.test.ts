import { expect, test } from 'vitest';
import { endReason, parseUnitState, serviceState } from '../../../node-agent/domain/unit-state.ts';

function state(changes: Record<string, string | number>) {
  const values = {
    LoadState: 'loaded',
    ActiveState: 'active',
    MainPID: 0,
    NRestarts: 0,
    ...changes,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return parseUnitState(`${lines.join('\n')}\n`);
}

test('running, waiting for its restart, gone', () => {
  expect(serviceState(state({ MainPID: 12, NRestarts: 2 }))).toEqual({
    state: 'running',
    pid: 12,
    restarts: 2,
  });
  expect(serviceState(state({ ActiveState: 'activating' }))).toEqual({ state: 'starting' });
  expect(serviceState(state({ ActiveState: 'inactive', LoadState: 'not-found' }))).toEqual({
    state: 'absent',
  });
});

test.each([
  [{ Result: 'exit-code', ExecMainCode: 1, ExecMainStatus: 7 }, 'it ended with exit code 7'],
  [{ Result: 'success', ExecMainCode: 1, ExecMainStatus: 0 }, 'it ended with exit code 0'],
  [{ Result: 'oom-kill', ExecMainCode: 2, ExecMainStatus: 9 }, 'memory_limit'],
  [{ Result: 'signal', ExecMainCode: 2, ExecMainStatus: 9 }, 'memory_limit'],
  [{ Result: 'start-limit-hit', ExecMainCode: 1, ExecMainStatus: 1 }, 'given up after 3 times'],
  [{ Result: 'timeout', ExecMainCode: 2, ExecMainStatus: 15 }, 'it ended: timeout'],
])('%o', (values, reason) => {
  expect(endReason(state({ ActiveState: 'failed', ...values }))).toContain(reason);
});
