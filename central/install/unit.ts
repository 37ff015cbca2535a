export const centralUnit = 'vpspilot-central.service';
export const centralUser = 'vpspilot-central';
export const settingsFile = '/etc/vpspilot/central.json';
export const dataDirectory = '/var/lib/vpspilot-central';

/** Central needs its data directory and two sockets, and gets nothing else. */
export function centralUnitText(program: string): string {
  return `[Unit]
Description=VPS Pilot central
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${program}/node --max-semi-space-size=2 --disable-warning=ExperimentalWarning ${program}/central/main.ts
WorkingDirectory=${program}
Environment=VPSPILOT_CONFIG=${settingsFile}
User=${centralUser}
Group=${centralUser}
Restart=always
RestartSec=2
TimeoutStopSec=20
StateDirectory=vpspilot-central
StateDirectoryMode=0700
LimitNOFILE=65536

CapabilityBoundingSet=
AmbientCapabilities=
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
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
RemoveIPC=yes
KeyringMode=private
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
