import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where packages and their list are kept for all agents of this machine: another root folder, a test
 * host above this machine's root or the next demo fetch nothing again.
 */
export function machineCache(): string {
  return process.getuid?.() === 0
    ? '/var/cache/vpspilot/toolchains'
    : join(homedir(), '.cache/vpspilot/toolchains');
}
