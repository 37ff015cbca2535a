import { spawn } from 'node:child_process';
import type { Io } from '../io.ts';

/** Hands an address to the desktop; false where there is none. Does not wait for the browser. */
export function openBrowser(env: Io['env'], url: string): Promise<boolean> {
  const isMac = process.platform === 'darwin';
  const hasDisplay = isMac || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
  if (!hasDisplay) return Promise.resolve(false);
  const child = spawn(isMac ? 'open' : 'xdg-open', [url], { detached: true, stdio: 'ignore' });
  child.unref();
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
  });
}
