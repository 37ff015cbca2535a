import { X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, waitText } from '../../lib/retry.ts';
import type { CentralClient } from '../adapters/central-client.ts';
import { createCertificateRequest } from '../adapters/certificate-request.ts';
import { type NodeIdentity, writeIdentity } from '../adapters/identity-file.ts';
import type { AgentContext } from '../context.ts';

/** Timers cannot wait for months, and clocks are set. */
const longestSleepMs = 3_600_000;

/** When two thirds of the certificate's life are over, in Unix milliseconds. */
export function renewalDueAt(certificate: string): number {
  const { validFrom, validTo } = new X509Certificate(certificate);
  const from = Date.parse(validFrom);
  return from + ((Date.parse(validTo) - from) * 2) / 3;
}

/** Replaces the certificate when it is due; resolves when it has, or the signal is aborted. */
export async function renewWhenDue(
  context: AgentContext,
  client: CentralClient,
  identity: NodeIdentity,
  signal: AbortSignal,
): Promise<boolean> {
  const dueAt = renewalDueAt(identity.certificate);
  const { log, now } = context;
  try {
    for (let attempt = 0; ; attempt += 1) {
      while (now() < dueAt) {
        await sleep(Math.min(dueAt - now(), longestSleepMs), undefined, { signal, ref: false });
      }
      if (await renew(context, client, identity)) return true;
      const waitMs = backoffMs(attempt, { minMs: 10_000, maxMs: longestSleepMs });
      log.warn(`the certificate could not be renewed; next try in ${waitText(waitMs)}`);
      await sleep(waitMs, undefined, { signal, ref: false });
    }
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

async function renew(
  { settings, log }: AgentContext,
  client: CentralClient,
  identity: NodeIdentity,
): Promise<boolean> {
  try {
    const { privateKey, request } = createCertificateRequest(identity.nodeName);
    const { certificate, caCertificate } = await client.renew(request);
    await writeIdentity(settings.stateDirectory, {
      ...identity,
      privateKey,
      certificate,
      caCertificate: caCertificate === '' ? identity.caCertificate : caCertificate,
    });
    log.info({ until: new X509Certificate(certificate).validTo }, 'certificate renewed');
    return true;
  } catch (error) {
    log.warn({ err: error }, 'renewing the certificate failed');
    return false;
  }
}
