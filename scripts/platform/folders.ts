import { join } from 'node:path';

/** Where one platform of this machine keeps everything; deleting the folder forgets it. */
export function platformFolders(root: string) {
  return {
    root,
    central: join(root, 'central'),
    /** What the node keeps of its projects: /opt/vpspilot of a server. */
    node: join(root, 'node'),
    agentState: join(root, 'agent'),
    profiles: join(root, 'profiles'),
    caddy: join(root, 'caddy'),
    logs: join(root, 'logs'),
    state: join(root, 'state.json'),
    running: join(root, 'running.json'),
  };
}

export type PlatformFolders = ReturnType<typeof platformFolders>;
