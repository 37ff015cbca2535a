import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { expect, test } from 'vitest';
import { createCertificateRequest } from '../../../node-agent/adapters/certificate-request.ts';

test.each(['oslo', 'a'.repeat(200), 'Zürich'])(
  'the request of %j is one that others read and verify',
  async (name) => {
    const { request, privateKey } = createCertificateRequest(name);
    const read = new Pkcs10CertificateRequest(request);
    expect(read.subject).toBe(`CN=${name}`);
    expect(await read.verify()).toBe(true);
    expect(createPrivateKey(privateKey).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  },
);
