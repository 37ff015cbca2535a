/** What central's use cases need from outside, in their own words. Adapters implement these. */

export interface Clock {
  now(): Date;
}

/**
 * What a reader can wait for: the feed of one deployment, what is shown of a project, its secrets, a
 * node (by its id) or an account, a list, that somebody's rights changed, or anything.
 */
export type Topic =
  | `deployment:${string}`
  | `project:${number}`
  | `secrets:${number}`
  | `node:${string}`
  | `account:${string}`
  | ListTopic
  | 'access'
  | 'all';

/** Lists that belong to no project. */
export type ListTopic =
  | 'projects'
  | 'nodes'
  | 'deliveries'
  | 'audit'
  | 'members'
  | 'tokens'
  | 'notifications'
  | 'github';

/**
 * Wake-ups, not messages: whoever is woken reads the database from where it stopped, so that live
 * reading and resuming are one code path.
 */
export interface EventBus {
  publish(topics: Iterable<Topic>): void;
  subscribe(topic: Topic, listener: () => void): () => void;
  /** Hears of every publication, with its topics. */
  watch(listener: (topics: readonly Topic[]) => void): () => void;
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

export interface OutsideRequest {
  method: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  signal?: AbortSignal;
  /** What comes after it is not read. Default: 64 KB. */
  answerMaxBytes?: number;
}

export interface OutsideAnswer {
  status: number;
  /** By lower-case name. */
  headers: ReadonlyMap<string, string>;
  text: string;
}

/** The only way to addresses that a person has entered. */
export interface OutsideWorld {
  /** Errors: target_invalid, target_refused, target_unreachable. */
  fetch(url: string, request: OutsideRequest): Promise<OutsideAnswer>;
  /** What can be said of an address without going there. Errors: target_invalid, target_refused. */
  check(url: string, rules?: { httpsOnly?: boolean }): void;
  close(): Promise<void>;
}

export interface Mail {
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
}

export interface Mailer {
  /** What the server said. Errors: mail_not_configured, mail_refused, mail_unreachable. */
  send(mail: Mail): Promise<string>;
  close(): void;
}

/** Turns passwords into what may be kept. Slow on purpose. */
export interface PasswordHasher {
  /** Error: too_busy. */
  hash(password: string): Promise<string>;
  /** Whether a password is the one of a kept text. Error: too_busy. */
  verify(password: string, kept: string): Promise<boolean>;
  /** Takes as long as `verify`: so that nobody hears whether there was anything to compare with. */
  waste(password: string): Promise<void>;
  /** Whether a kept text is as `hash` would make it today. */
  isCurrent(kept: string): boolean;
}
