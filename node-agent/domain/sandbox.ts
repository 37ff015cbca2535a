import { UserError } from '../../lib/user-error.ts';

/** Whether builds on this machine are shut in: no network, no files but their inputs. */
export type Isolation = { isolated: true } | { isolated: false; reason: string };

/** How a trial build ended: undefined when it was good, otherwise what Nix said. */
export type TrialEnd = string | undefined;

/**
 * What trial builds with and without the sandbox say about this machine. Where neither works the
 * sandbox is not to blame: it stays on, and the first build says what is wrong.
 */
export function isolationFrom(sandboxed: TrialEnd, plain: TrialEnd): Isolation {
  if (sandboxed === undefined || plain !== undefined) return { isolated: true };
  return { isolated: false, reason: reasonIn(sandboxed) };
}

/** The last thing that Nix calls an error, without its colours. */
function reasonIn(said: string): string {
  const lines = said
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how colours begin.
    .replace(/\u001b\[[\d;]*m/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*error:\s*/, '').trim())
    // It follows whatever went wrong.
    .filter((line) => line !== '' && line !== 'unable to start build process');
  return lines.at(-1) ?? 'Nix does not say why';
}

/** For every build that runs unprotected. */
export function isolationWarning(reason: string): string {
  return `builds are not isolated on this machine: ${reason}; they see its files and its network`;
}

/** Why a node that must isolate its builds refuses them. */
export function sandboxUnavailable(reason: string): UserError {
  return new UserError(
    'sandbox_unavailable',
    `Builds cannot be isolated on this machine: ${reason}`,
    {
      hint:
        "Nix' sandbox needs user and mount namespaces. Allow them (sysctl user.max_user_namespaces=15000; in a container: " +
        'the capability SYS_ADMIN), or let builds see the files and the network of this machine: "sandbox": "when-possible" in the ' +
        "agent's settings (/etc/vpspilot/agent.json)",
    },
  );
}
