import { expect, test } from 'vitest';
import { nixConfigText } from '../../../node-agent/domain/nix-config.ts';
import { isolationFrom, isolationWarning } from '../../../node-agent/domain/sandbox.ts';

test('a machine whose trial build works in the sandbox isolates builds', () => {
  expect(isolationFrom(undefined, undefined)).toEqual({ isolated: true });
});

test('works only without the sandbox: not isolated, with what Nix said last', () => {
  const said =
    "building '/nix/store/x.drv'...\n\u001b[31;1merror:\u001b[0m setgroups failed: \u001b[35;1mOperation not permitted\u001b[0m\nerror: unable to start build process\n";
  const isolation = isolationFrom(said, undefined);
  const reason = 'setgroups failed: Operation not permitted';
  expect(isolation).toEqual({ isolated: false, reason });
  expect(isolationWarning(reason)).toBe(
    `builds are not isolated on this machine: ${reason}; they see its files and its network`,
  );
});

test('works neither way: the sandbox is not to blame and stays on', () => {
  expect(isolationFrom('error: disk full', 'error: disk full')).toEqual({ isolated: true });
});

test('the sandbox, and the paths that go with it, are left out only when asked', () => {
  const config = { offline: true, sandboxPaths: ['/lib'], buildUsers: 0, cores: 2 };
  expect(nixConfigText({ ...config, sandbox: true })).toContain(
    'sandbox = true\nsandbox-fallback = false\nsandbox-paths = /lib\n',
  );
  expect(nixConfigText({ ...config, sandbox: false })).toContain('sandbox = false\n');
  expect(nixConfigText({ ...config, sandbox: false })).not.toContain('sandbox-paths');
});
