import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../lib/run-command.ts';
import { cacheFolder } from './cache-folder.ts';
import { debianMirror } from './mirror.ts';

/** What every VPS image has beyond the minimal system. */
const packages = 'systemd,systemd-sysv,dbus,iproute2,ca-certificates,curl,procps';

/** A new Debian 13 root, made at the first call (about a minute) and kept. It is only ever a lower layer. */
export async function cleanBase(): Promise<string> {
  const base = join(cacheFolder, 'debian-13');
  if (existsSync(base)) return base;
  await mkdir(cacheFolder, { recursive: true });
  const unfinished = `${base}.${process.pid}`;
  const mirror = await debianMirror();
  try {
    await runCommand(
      [
        'debootstrap',
        '--variant=minbase',
        `--include=${packages}`,
        'trixie',
        unfinished,
        mirror.url,
      ],
      mirror.proxy === undefined ? {} : { env: { http_proxy: mirror.proxy } },
    );
    await runCommand(['chroot', unfinished, 'apt-get', 'clean']);
    await rename(unfinished, base);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return base;
}
