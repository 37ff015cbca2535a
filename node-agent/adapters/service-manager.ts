import { existsSync } from 'node:fs';
import type { ServiceManager } from '../ports.ts';
import type { AgentSettings } from '../settings.ts';
import { ProcessSupervisor } from './process-supervisor.ts';
import { Systemd } from './systemd.ts';

/** systemd where it is in charge and we may use it, otherwise the process supervisor. */
export function createServiceManager(settings: AgentSettings): ServiceManager {
  const { serviceManager } = settings;
  const useSystemd =
    serviceManager === 'systemd' || (serviceManager === 'auto' && isSystemdInCharge());
  return useSystemd ? new Systemd(settings) : new ProcessSupervisor(settings);
}

/** The folder that systemd itself makes when it runs the machine: sd_booted(3). */
export function isSystemdInCharge(): boolean {
  return existsSync('/run/systemd/system') && process.getuid?.() === 0;
}
