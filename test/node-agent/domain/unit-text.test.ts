import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  unitArgument,
  unitBind,
  unitValue,
  unitWord,
} from '../../../node-agent/domain/unit-escape.ts';
import {
  bytesOf,
  cpuQuota,
  releaseOfUnit,
  type UnitRequest,
  unitName,
  unitText,
} from '../../../node-agent/domain/unit-text.ts';

describe('what enters a unit file', () => {
  test.each([
    [unitValue, '/a b/%n', '/a b/%%n'],
    [unitWord, '/a "b"\\c%', '"/a \\"b\\"\\\\c%%"'],
    [unitArgument, 'echo "$HOME" 100%', '"echo \\"$$HOME\\" 100%%"'],
    [unitArgument, 'a\nExecStart=b', '"a\\u000aExecStart=b"'],
  ])('%o %j', (write, text, expected) => {
    expect(write(text)).toBe(expected);
  });

  test('both halves of a bind keep their colons', () => {
    expect(unitBind('/a:b', '/c')).toBe('"/a:b":"/c"');
  });

  test.each([[unitValue], [unitWord]])('%o refuses line breaks and control characters', (write) => {
    for (const text of ['a\nExecStart=/bin/sh', 'a\rb', 'a\0b', 'a\u0085b', '']) {
      expect(() => write(text)).toThrow(/cannot be written into a systemd unit/);
    }
  });

  test('a whole value may neither end in a backslash nor have blanks at its ends', () => {
    for (const text of ['a\\', ' a', 'a ']) expect(() => unitValue(text)).toThrow();
  });

  test('no argument can leave its line or its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('\0'));
        const escaped = unitArgument(text);
        expect(escaped).not.toMatch(/\p{Cc}/u);
        expect(escaped.slice(1, -1).replace(/\\./g, '')).not.toContain('"');
      }),
    );
  });
});

const request: UnitRequest = {
  projectId: 7,
  slug: 'shop',
  number: 3,
  command: ['/nix/store/x/bin/start'],
  environmentFile: '/opt/vpspilot/projects/project-7-shop/releases/3/.env',
  shared: '/opt/vpspilot/projects/project-7-shop/shared',
  binds: [{ shared: '/shared/storage', inRelease: '/nix/store/x/app/storage' }],
  workFolder: '',
  log: '/opt/vpspilot/logs/project-7.log',
  errorLog: '/opt/vpspilot/logs/project-7.error.log',
  endMark: '/opt/vpspilot/projects/project-7-shop/releases/3/ended',
  resources: { memory_limit: '1G', cpu_limit: '50%' },
};

describe('the unit of a release (K61, K100, K101)', () => {
  const text = unitText(request);
  const [, unit = '', service = '', install = ''] = text.split(/^\[\w+\]$/m);

  test('start limits stand where systemd reads them (trap 7.12)', () => {
    expect(unit).toContain('StartLimitIntervalSec=60\nStartLimitBurst=3');
    expect(unit).toContain('Description=VPS Pilot Project 7: shop, release 3');
    expect(unit).toContain('After=network.target');
    expect(install).toContain('WantedBy=multi-user.target');
  });

  test('starts a store path, as its own user, restarted for ever', () => {
    expect(service).toContain('ExecStart="/nix/store/x/bin/start"\n');
    expect(service).not.toContain('nix run');
    expect(service).toContain('User=vpspilot-p7\n');
    expect(service).toContain('Slice=vpspilot-project-7.slice\n');
    expect(service).toContain('Restart=always\nRestartSec=10\n');
  });

  test('limits: memory is tight at four fifths', () => {
    expect(service).toContain(`MemoryHigh=${Math.floor(2 ** 30 * 0.8)}\nMemoryMax=${2 ** 30}\n`);
    expect(service).toContain('CPUQuota=50%\n');
    expect(service).toContain('LimitNOFILE=4096\n');
    expect(service).toContain('MemorySwapMax=0\n');
  });

  test('never a secret, only the file that holds them', () => {
    expect(service).toContain(`EnvironmentFile=${request.environmentFile}\n`);
  });

  test('a release command runs to its end and is not enabled', () => {
    const once = unitText({
      ...request,
      isOneShot: true,
      command: ['/x/bin/start', 'bash', '-c', 'a $B'],
    });
    expect(once).toContain('Type=oneshot');
    expect(once).toContain('ExecStart="/x/bin/start" "bash" "-c" "a $$B"');
    expect(once).not.toContain('[Install]');
    expect(once).not.toContain('Restart=always');
  });

  test('a storage folder with a line break in its name stops everything', () => {
    const binds = [{ shared: '/s/a\nUser=root', inRelease: '/r/a' }];
    expect(() => unitText({ ...request, binds })).toThrow(/cannot be written/);
  });
});

test.each([
  ['512M', 536_870_912],
  ['1.5G', 1_610_612_736],
  ['1T', 1_099_511_627_776],
])('%s is %d bytes', (size, bytes) => {
  expect(bytesOf(size)).toBe(bytes);
});

test.each([
  ['1.0', '100%'],
  ['0.25', '25%'],
  ['50%', '50%'],
  ['0.001', '1%'],
])('%s CPUs are a quota of %s', (limit, quota) => {
  expect(cpuQuota(limit)).toBe(quota);
});

test('unit names lead back to their release', () => {
  expect(releaseOfUnit(unitName(12, 3))).toEqual({ projectId: 12, number: 3 });
  expect(releaseOfUnit('vpspilot-agent.service')).toBeUndefined();
});
