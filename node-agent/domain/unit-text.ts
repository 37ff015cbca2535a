import type { AppConfig } from '../../lib/app-config/app-config.ts';
import { unitArgument, unitBind, unitValue } from './unit-escape.ts';

export interface UnitRequest {
  projectId: number;
  slug: string;
  number: number;
  /** Program and arguments. */
  command: readonly string[];
  /** Read by systemd itself, as root: the application's user cannot open it. */
  environmentFile: string;
  /** Writable; also the working directory, so that a program of any kind finds its storage there. */
  shared: string;
  /** Storage folders of the release, each with the shared folder that is mounted over it. */
  binds: readonly { shared: string; inRelease: string }[];
  /** Writable view of the application, where binds are not possible; otherwise empty. */
  workFolder: string;
  log: string;
  errorLog: string;
  /** Touched whenever the process ends, for whatever reason: how the agent is told. */
  endMark: string;
  resources: AppConfig['resources'];
  /** Runs to its end, once, instead of staying up. */
  isOneShot?: boolean;
}

export function unitName(projectId: number, number: number): string {
  return `vpspilot-project-${projectId}@${number}.service`;
}

/** Undefined for units that are not a release of ours. */
export function releaseOfUnit(name: string): { projectId: number; number: number } | undefined {
  const [, projectId, number] = /^vpspilot-project-(\d+)@(\d+)\.service$/.exec(name) ?? [];
  if (projectId === undefined || number === undefined) return undefined;
  return { projectId: Number(projectId), number: Number(number) };
}

/** By id: a slug may be too long for a user name, or be used again by another project. */
export function projectUser(projectId: number): string {
  return `vpspilot-p${projectId}`;
}

export function projectSlice(projectId: number): string {
  return `vpspilot-project-${projectId}.slice`;
}

type Setting = readonly [name: string, value: string];

/** The unit of one release (K61, K100, K101; hardened as far as every runtime bears it). */
export function unitText(request: UnitRequest): string {
  const sections: [string, Setting[]][] = [
    ['Unit', unitSection(request)],
    ['Service', [...processSettings(request), ...limits(request.resources), ...hardening]],
  ];
  if (request.isOneShot !== true) sections.push(['Install', [['WantedBy', 'multi-user.target']]]);
  const lines = sections.map(([name, settings]) =>
    [`[${name}]`, ...settings.map(([key, value]) => `${key}=${value}`)].join('\n'),
  );
  return `# Written by vpspilot for this release; changes are lost with the next one.\n${lines.join('\n\n')}\n`;
}

function unitSection({ projectId, slug, number }: UnitRequest): Setting[] {
  return [
    ['Description', unitValue(`VPS Pilot Project ${projectId}: ${slug}, release ${number}`)],
    ['After', 'network.target'],
    ['StartLimitIntervalSec', '60'],
    ['StartLimitBurst', '3'],
  ];
}

function processSettings(request: UnitRequest): Setting[] {
  const user = projectUser(request.projectId);
  return [
    ...lifecycle(request),
    ['ExecStart', request.command.map(unitArgument).join(' ')],
    // As root, and before a restart.
    ['ExecStopPost', `+-touch ${unitArgument(request.endMark)}`],
    ['User', user],
    ['Group', user],
    ['Slice', projectSlice(request.projectId)],
    ['WorkingDirectory', unitValue(request.shared)],
    ...viewSetting(request.workFolder),
    ['EnvironmentFile', unitValue(request.environmentFile)],
    ['BindPaths', unitBind(request.shared, request.shared)],
    ...request.binds.map(
      ({ shared, inRelease }): Setting => ['BindPaths', unitBind(shared, inRelease)],
    ),
    ['StandardOutput', `append:${unitValue(request.log)}`],
    ['StandardError', `append:${unitValue(request.errorLog)}`],
    ['SyslogIdentifier', `vpspilot-${request.projectId}`],
  ];
}

function lifecycle({ isOneShot }: UnitRequest): Setting[] {
  if (isOneShot === true)
    return [
      ['Type', 'oneshot'],
      ['TimeoutStartSec', 'infinity'],
    ];
  return [
    // Started means: the program runs. Whether the application is well is the health check's matter.
    ['Type', 'exec'],
    ['Restart', 'always'],
    ['RestartSec', '10'],
    ['TimeoutStopSec', '60'],
    // What Node, npm and Java say after a SIGTERM is an orderly end.
    ['SuccessExitStatus', '143'],
    ['OOMPolicy', 'stop'],
  ];
}

function viewSetting(workFolder: string): Setting[] {
  if (workFolder === '') return [];
  return [
    ['Environment', unitArgument(`VPSPILOT_WORKDIR=${workFolder}`)],
    ['BindReadOnlyPaths', unitBind(workFolder, workFolder)],
  ];
}

const unitFactors: Readonly<Record<string, number>> = { M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** "512M" in bytes. */
export function bytesOf(size: string): number {
  const factor = unitFactors[size.at(-1) ?? ''] ?? 1;
  return Math.floor(Number.parseFloat(size) * factor);
}

/** Cores ("1.5") or percent of one core ("50%") as systemd wants it. */
export function cpuQuota(limit: string): string {
  const percent = limit.endsWith('%') ? Number.parseFloat(limit) : Number(limit) * 100;
  return `${Math.max(1, Math.round(percent))}%`;
}

function limits(resources: AppConfig['resources']): Setting[] {
  const memory = bytesOf(resources.memory_limit);
  return [
    // Above this it is slowed down and its caches are dropped; above the maximum it is ended.
    ['MemoryHigh', String(Math.floor(memory * 0.8))],
    ['MemoryMax', String(memory)],
    ['MemorySwapMax', '0'],
    ['CPUQuota', cpuQuota(resources.cpu_limit)],
    ['TasksMax', '512'],
    ['LimitNOFILE', '4096'],
  ];
}

/**
 * What every runtime bears. Not here: MemoryDenyWriteExecute (ends V8 and other JITs),
 * ProcSubset=pid (hides /proc/meminfo from Node's os module), RestrictNamespaces is fine but for
 * a browser's own sandbox.
 */
const hardening: readonly Setting[] = [
  ['UMask', '0077'],
  ['NoNewPrivileges', 'yes'],
  ['CapabilityBoundingSet', ''],
  ['AmbientCapabilities', ''],
  ['ProtectSystem', 'strict'],
  // An empty tmpfs instead of nothing: the shared folder may lie below it and is mounted there.
  ['ProtectHome', 'tmpfs'],
  ['PrivateTmp', 'yes'],
  ['PrivateDevices', 'yes'],
  ['PrivateMounts', 'yes'],
  ['PrivateUsers', 'yes'],
  ['DevicePolicy', 'closed'],
  ['ProtectKernelTunables', 'yes'],
  ['ProtectKernelModules', 'yes'],
  ['ProtectKernelLogs', 'yes'],
  ['ProtectControlGroups', 'yes'],
  ['ProtectClock', 'yes'],
  ['ProtectHostname', 'yes'],
  ['ProtectProc', 'invisible'],
  ['RestrictNamespaces', 'yes'],
  ['RestrictSUIDSGID', 'yes'],
  ['RestrictRealtime', 'yes'],
  ['LockPersonality', 'yes'],
  ['RemoveIPC', 'yes'],
  ['KeyringMode', 'private'],
  ['RestrictAddressFamilies', 'AF_UNIX AF_INET AF_INET6 AF_NETLINK'],
  ['SystemCallArchitectures', 'native'],
  ['SystemCallFilter', '@system-service'],
  ['SystemCallFilter', '~@privileged @resources @obsolete'],
  // Gunicorn and others set the user and the owner that they have already. More they cannot: no capabilities.
  ['SystemCallFilter', '@setuid @chown'],
  ['SystemCallErrorNumber', 'EPERM'],
];
