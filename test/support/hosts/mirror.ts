import { runCommand } from '../../../lib/run-command.ts';

/** Where this machine gets its Debian packages from; tests use the same, whatever it is. */
export interface Mirror {
  /** `http://…/debian`, without a slash at the end. */
  url: string;
  /** Proxy that apt uses on this machine; undefined: none. */
  proxy: string | undefined;
}

/** @throws Error when this machine has no Debian mirror. */
export async function debianMirror(): Promise<Mirror> {
  const format = '$(REPO_URI) $(ORIGIN) $(LABEL)';
  const command = ['apt-get', 'indextargets', '--format', format, 'Identifier: Packages'] as const;
  const targets = await runCommand(command);
  const line = targets.stdout.split('\n').find((candidate) => candidate.endsWith(' Debian Debian'));
  const url = line?.split(' ')[0]?.replace(/\/$/, '');
  if (url === undefined || !/^https?:/.test(url)) {
    throw new Error(
      'This machine has no Debian mirror in its apt sources (run apt-get update once)',
    );
  }
  const shell = await runCommand(['apt-config', 'shell', 'PROXY', 'Acquire::http::Proxy']);
  return { url, proxy: /^PROXY='(.+)'/.exec(shell.stdout)?.[1] };
}
