import { createHash, webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Extension, Pkcs10CertificateRequest, X509Certificate } from '@peculiar/x509';
import { centralServerName } from '../../lib/join-token.ts';
import { UserError } from '../../lib/user-error.ts';
import { loadX509 } from '../../lib/x509.ts';
import type { CertificateAuthority, Clock, IssuedCertificate } from '../ports.ts';
import { writePrivateFile } from './private-file.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 24 * 3600 * 1_000;
const authorityLifetimeMs = 20 * 365 * dayMs;
const serverLifetimeMs = 90 * dayMs;
/** Certificates begin this much earlier: clocks of nodes are not all right. */
const clockSkewMs = 3600 * 1_000;
const crypto = webcrypto as typeof globalThis.crypto;

type Key = webcrypto.CryptoKey;

export interface ServerIdentity {
  privateKey: string;
  /** PEM: the server's certificate, then the authority's, by which a joining agent knows it. */
  chain: string;
  notAfter: Date;
}

export interface OwnAuthority extends CertificateAuthority {
  /** New key and certificate for the gRPC port. Agents check the one name they all know. */
  issueForServer(names: readonly string[]): Promise<ServerIdentity>;
}

interface Stored {
  privateKey: string;
  certificate: string;
}

/**
 * Opens the authority in a file (0600), or makes it. `mayCreate` is false once nodes have
 * certificates: a new authority would lock all of them out.
 *
 * @throws UserError `certificate_authority_missing`
 */
export async function openCertificateAuthority(
  file: string,
  options: { mayCreate: boolean; clientLifetimeSeconds: number; clock: Clock },
): Promise<OwnAuthority> {
  const stored = (await readStored(file)) ?? (await createStored(file, options));
  const { X509Certificate } = await loadX509();
  const certificate = new X509Certificate(stored.certificate);
  const signer = { certificate, key: await importKey(stored.privateKey), clock: options.clock };
  const clientLifetimeMs = options.clientLifetimeSeconds * 1_000;
  return {
    certificate: stored.certificate,
    fingerprint: fingerprintOf(certificate),
    issueForNode: (nodeId, request) => issueForNode(signer, nodeId, request, clientLifetimeMs),
    issueForServer: (names) => issueForServer(signer, names),
  };
}

/** SHA-256 of a certificate's DER, lower-case hex. */
function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256').update(new Uint8Array(certificate.rawData)).digest('hex');
}

async function readStored(file: string): Promise<Stored | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Stored;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError('certificate_authority_damaged', `${file} cannot be read`, {
      cause: error,
      hint: 'Restore it from a backup',
    });
  }
}

async function createStored(
  file: string,
  { mayCreate, clock }: { mayCreate: boolean; clock: Clock },
): Promise<Stored> {
  if (!mayCreate) {
    throw new UserError('certificate_authority_missing', `${file} is missing, and nodes need it`, {
      hint: 'Restore it from a backup; with a new one every node would have to join again',
    });
  }
  const { X509CertificateGenerator, BasicConstraintsExtension, KeyUsagesExtension, ...lib } =
    await loadX509();
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      ...validity(clock, authorityLifetimeMs),
      serialNumber: serialNumber(),
      name: [{ CN: ['vpspilot central'] }],
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(lib.KeyUsageFlags.keyCertSign | lib.KeyUsageFlags.cRLSign, true),
        await lib.SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  const stored = {
    privateKey: await exportKey(keys.privateKey),
    certificate: certificate.toString('pem'),
  };
  await writePrivateFile(dirname(file), basename(file), JSON.stringify(stored, undefined, 2));
  return stored;
}

interface Signer {
  certificate: X509Certificate;
  key: Key;
  clock: Clock;
}

async function issueForNode(
  signer: Signer,
  nodeId: string,
  signingRequest: string,
  lifetimeMs: number,
): Promise<IssuedCertificate> {
  const request = await checkedRequest(signingRequest);
  const { ExtendedKeyUsageExtension } = await loadX509();
  const usage = new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.2']);
  const certificate = await sign(signer, nodeId, request.publicKey, lifetimeMs, [usage]);
  const { notAfter } = certificate;
  return { pem: certificate.toString('pem'), fingerprint: fingerprintOf(certificate), notAfter };
}

async function checkedRequest(text: string): Promise<Pkcs10CertificateRequest> {
  const lib = await loadX509();
  try {
    const request = new lib.Pkcs10CertificateRequest(text);
    const { name, namedCurve } = request.publicKey.algorithm as webcrypto.EcKeyAlgorithm;
    if (name !== 'ECDSA' || namedCurve !== 'P-256') throw new Error('not an ECDSA P-256 key');
    if (!(await request.verify(crypto))) throw new Error('its signature is wrong');
    return request;
  } catch (cause) {
    throw new UserError('signing_request_invalid', 'The certificate signing request is invalid', {
      cause,
      hint: 'Expected PEM with an ECDSA P-256 key',
    });
  }
}

async function issueForServer(signer: Signer, names: readonly string[]): Promise<ServerIdentity> {
  const { SubjectAlternativeNameExtension, ExtendedKeyUsageExtension } = await loadX509();
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const all = [...new Set([centralServerName, 'localhost', ...names])];
  const certificate = await sign(signer, centralServerName, keys.publicKey, serverLifetimeMs, [
    new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
    new SubjectAlternativeNameExtension(all.map((value) => ({ type: nameType(value), value }))),
  ]);
  return {
    privateKey: await exportKey(keys.privateKey),
    chain: `${certificate.toString('pem')}\n${signer.certificate.toString('pem')}\n`,
    notAfter: certificate.notAfter,
  };
}

function nameType(name: string): 'ip' | 'dns' {
  return /^[0-9.]+$|:/.test(name) ? 'ip' : 'dns';
}

async function sign(
  { certificate, key, clock }: Signer,
  commonName: string,
  publicKey: Pkcs10CertificateRequest['publicKey'] | Key,
  lifetimeMs: number,
  extensions: Extension[],
): Promise<X509Certificate> {
  const lib = await loadX509();
  return lib.X509CertificateGenerator.create(
    {
      ...validity(clock, lifetimeMs),
      serialNumber: serialNumber(),
      subject: [{ CN: [commonName] }],
      issuer: certificate.subject,
      publicKey,
      signingKey: key,
      signingAlgorithm: algorithm,
      extensions: [
        new lib.BasicConstraintsExtension(false, undefined, true),
        new lib.KeyUsagesExtension(lib.KeyUsageFlags.digitalSignature, true),
        await lib.AuthorityKeyIdentifierExtension.create(certificate, false, crypto),
        ...extensions,
      ],
    },
    crypto,
  );
}

function validity(clock: Clock, lifetimeMs: number): { notBefore: Date; notAfter: Date } {
  const now = clock.now().getTime();
  return { notBefore: new Date(now - clockSkewMs), notAfter: new Date(now + lifetimeMs) };
}

/** Positive and without a leading zero byte, as DER wants it. */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

async function exportKey(key: Key): Promise<string> {
  const { PemConverter } = await loadX509();
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

async function importKey(pem: string): Promise<Key> {
  const { PemConverter } = await loadX509();
  const [der] = PemConverter.decode(pem);
  return crypto.subtle.importKey('pkcs8', der ?? new ArrayBuffer(0), algorithm, false, ['sign']);
}
