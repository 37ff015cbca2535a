// Boots a host, says its gateway's address, and waits to be killed.
import { bootHost } from './boot-host.ts';

const host = await bootHost({ kind: 'overlay', name: 'short-lived' });
process.stdout.write(`${host.gateway}/\n`);
setInterval(() => {}, 60_000);
