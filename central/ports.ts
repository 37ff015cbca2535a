/** What central's use cases need from outside, in their own words. Adapters implement these. */

export interface Clock {
  now(): Date;
}

/** What a reader can wait for: one deployment, one project, or anything. */
export type Topic = `deployment:${string}` | `project:${number}` | 'all';

/**
 * Wake-ups, not messages: whoever is woken reads the database from where it stopped, so that live
 * reading and resuming are one code path.
 */
export interface EventBus {
  publish(topics: Iterable<Topic>): void;
  subscribe(topic: Topic, listener: () => void): () => void;
}

export interface IssuedCertificate {
  pem: string;
  /** SHA-256 of the DER, lower-case hex. */
  fingerprint: string;
  notAfter: Date;
}

/** Central's own certificate authority. */
export interface CertificateAuthority {
  /** PEM of the authority's certificate. */
  readonly certificate: string;
  /** SHA-256 of the authority's DER, lower-case hex: part of every join token. */
  readonly fingerprint: string;
  /**
   * Client certificate for the public key of a PEM signing request; its subject is ignored.
   * Error: signing_request_invalid.
   */
  issueForNode(nodeId: string, signingRequest: string): Promise<IssuedCertificate>;
}
