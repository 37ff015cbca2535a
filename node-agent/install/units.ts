/** The units that make a machine a node. */
import { nodeEnvironment } from './program.ts';

export const agentUnit = 'vpspilot-agent.service';
export const caddyUnit = 'vpspilot-caddy.service';

/** Where Caddy takes its orders: a socket, so that no application on the node can give it any. */
export const caddySocket = '/run/vpspilot-caddy/admin.sock';
export const caddySettingsFile = '/etc/vpspilot/caddy.json';

/** Routes come from the agent and are kept by Caddy itself (`--resume`); this is only its first start. */
export const caddySettings = `${JSON.stringify({ admin: { listen: `unix/${caddySocket}` } })}\n`;

/**
 * The agent writes units and users and runs Nix, whose sandbox needs namespaces, mounts and a whole
 * /proc: what is left out here would break one of these.
 */
export function agentUnitText(
  command: readonly string[],
  { settingsFile, root }: { settingsFile: string; root: string },
): string {
  return `[Unit]
Description=VPS Pilot agent
After=network-online.target ${caddyUnit}
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${command.map(quoted).join(' ')}
Environment=VPSPILOT_AGENT_CONFIG=${settingsFile}
Environment=HOME=/root
# Nix keeps its cache in the agent's own folder; home directories are only read, for keys of git.
Environment=XDG_CACHE_HOME=${root}/cache
${environmentLines(nodeEnvironment)}
# Reading compiled code takes 10 MB less than compiling it.
Environment=NODE_COMPILE_CACHE=${root}/cache/node
Environment=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/nix/var/nix/profiles/default/bin
Restart=always
RestartSec=2
# Applications are units of their own: what is ended with the agent is a build.
KillMode=mixed
TimeoutStopSec=20
# A build that takes too much memory is killed; the agent goes on and says so.
OOMPolicy=continue
StateDirectory=vpspilot-agent
StateDirectoryMode=0700

NoNewPrivileges=yes
ProtectSystem=yes
ProtectHome=read-only
ProtectClock=yes
ProtectKernelModules=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
CapabilityBoundingSet=~CAP_SYS_MODULE CAP_SYS_BOOT CAP_SYS_TIME CAP_SYS_RAWIO CAP_SYSLOG CAP_SYS_PACCT CAP_MAC_ADMIN CAP_MAC_OVERRIDE CAP_WAKE_ALARM CAP_BPF CAP_PERFMON CAP_AUDIT_CONTROL CAP_NET_RAW CAP_LINUX_IMMUTABLE CAP_IPC_LOCK
SystemCallFilter=~@module @reboot @swap @clock @raw-io @cpu-emulation
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}

function environmentLines(variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(([name, value]) => `Environment=${name}=${value}`);
  return lines.join('\n');
}

/** Caddy with the routes of this node's projects, and nothing of the distribution's own service. */
export function caddyUnitText(program: string): string {
  return `[Unit]
Description=Caddy for the projects of VPS Pilot
After=network-online.target
Wants=network-online.target

[Service]
Type=notify
User=caddy
Group=caddy
ExecStart=${program} run --resume --config ${caddySettingsFile}
Environment=XDG_CONFIG_HOME=/var/lib/vpspilot-caddy/config
Environment=XDG_DATA_HOME=/var/lib/vpspilot-caddy/data
Environment=HOME=/var/lib/vpspilot-caddy
Restart=always
RestartSec=1
TimeoutStopSec=10
LimitNOFILE=1048576
StateDirectory=vpspilot-caddy
StateDirectoryMode=0700
RuntimeDirectory=vpspilot-caddy
RuntimeDirectoryMode=0700

AmbientCapabilities=CAP_NET_BIND_SERVICE
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
UMask=0077
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}

/** One word of ExecStart=. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word)
    ? word.replaceAll('%', '%%')
    : `"${word.replaceAll('%', '%%').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
