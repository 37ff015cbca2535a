import { createHash, X509Certificate } from 'node:crypto';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { centralServerName } from '../../lib/join-token.ts';
import { UserError } from '../../lib/user-error.ts';

const connectTimeoutMs = 10_000;

/**
 * Gets central's CA certificate (PEM) over a first connection on which nothing is trusted but the
 * fingerprint from the join token.
 *
 * @throws UserError `central_unreachable`, `central_not_trusted`
 */
export async function fetchAuthority(central: string, caFingerprint: string): Promise<string> {
  const chain = await certificateChain(central);
  const authority = chain.find(
    (der) => createHash('sha256').update(der).digest('hex') === caFingerprint,
  );
  if (authority === undefined) {
    throw new UserError(
      'central_not_trusted',
      `${central} does not present the certificate authority that the join token names`,
      {
        hint: 'Make a new join token; if that does not help, somebody else answers at this address',
      },
    );
  }
  return new X509Certificate(authority).toString();
}

function certificateChain(central: string): Promise<Buffer[]> {
  const { host, port } = splitAddress(central);
  return new Promise((resolve, reject) => {
    const unreachable = (cause: unknown) =>
      reject(
        new UserError(
          'central_unreachable',
          `Central cannot be reached at ${central}: ${reasonOf(cause)}`,
          {
            cause,
            hint: 'Check the address, and that the port is open in every firewall between',
          },
        ),
      );
    const socket: TLSSocket = connect({
      host,
      port,
      servername: centralServerName,
      ALPNProtocols: ['h2'],
      // Checked by fingerprint instead; nothing is sent before that.
      rejectUnauthorized: false,
      timeout: connectTimeoutMs,
    });
    socket.once('error', unreachable);
    socket.once('timeout', () => {
      socket.destroy();
      unreachable(new Error('no answer'));
    });
    socket.once('secureConnect', () => {
      const chain = listChain(socket.getPeerCertificate(true));
      socket.destroy();
      resolve(chain);
    });
  });
}

function listChain(leaf: DetailedPeerCertificate): Buffer[] {
  const chain: Buffer[] = [];
  for (let at: DetailedPeerCertificate | undefined = leaf; at?.raw !== undefined; ) {
    if (chain.some((known) => known.equals(at?.raw ?? known))) break;
    chain.push(at.raw);
    at = at.issuerCertificate;
  }
  return chain;
}

/** @throws UserError `address_invalid` */
export function splitAddress(address: string): { host: string; port: number } {
  const match = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(address);
  const [, host, port] = match ?? [];
  if (host === undefined || port === undefined) {
    throw new UserError('address_invalid', `'${address}' is not an address of the form host:port`);
  }
  return { host, port: Number(port) };
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code ?? message;
}
