import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mailbox {
  /** smtp://name:password@127.0.0.1:port */
  url: string;
  /** Headers and body as they came. */
  mails: string[];
  /** Refuses every recipient with this. */
  refuseWith: string | undefined;
  close(): Promise<void>;
}

/** A real SMTP server that wants a password and keeps what it gets. */
export async function openMailbox(user = 'vpspilot', password = 'POISON/+ü'): Promise<Mailbox> {
  const mailbox: Mailbox = {
    ...{ url: '', mails: [], refuseWith: undefined },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  const server = new SMTPServer({
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: (auth, _session, done) => {
      const isRight = auth.username === user && auth.password === password;
      done(isRight ? null : new Error('Invalid login'), { user });
    },
    onRcptTo: (_address, _session, done) => {
      const refusal = mailbox.refuseWith;
      if (refusal === undefined) return done();
      done(Object.assign(new Error(refusal), { responseCode: 550 }));
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mailbox.mails.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  mailbox.url = `smtp://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  return mailbox;
}
