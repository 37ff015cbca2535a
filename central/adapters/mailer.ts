import type { Transporter } from 'nodemailer';
import { UserError } from '../../lib/user-error.ts';
import type { Mail, Mailer } from '../ports.ts';

const timeoutMs = 10_000;

export interface MailerOptions {
  /** smtp://name:password@host:587 */
  smtpUrl?: string | undefined;
  smtpFrom?: string | undefined;
}

/** Sends mail over SMTP; its password is in no message and no error. */
export function createMailer({ smtpUrl, smtpFrom }: MailerOptions): Mailer {
  let transport: Promise<Transporter> | undefined;
  return {
    send: async (mail) => {
      if (smtpUrl === undefined || smtpFrom === undefined) throw notConfigured();
      transport ??= openTransport(smtpUrl);
      return deliver(await transport, smtpUrl, { ...mail, from: smtpFrom });
    },
    close: () => void transport?.then((open) => open.close()),
  };
}

async function openTransport(smtpUrl: string): Promise<Transporter> {
  // Loaded only where mail is sent: it is large.
  const { createTransport } = await import('nodemailer');
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const user = decodeURIComponent(username);
  return createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    secure: protocol === 'smtps:',
    ...(port === '' ? {} : { port: Number(port) }),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(password) } }),
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
}

async function deliver(
  transport: Transporter,
  smtpUrl: string,
  mail: Mail & { from: string },
): Promise<string> {
  try {
    const { response } = await transport.sendMail({ ...mail, to: [...mail.to] });
    return String(response).slice(0, 200);
  } catch (error) {
    throw explained(error, smtpUrl);
  }
}

/** A server's 5xx is its last word; everything else may be better later. */
function explained(error: unknown, smtpUrl: string): UserError {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const { host, password } = new URL(smtpUrl);
  const said = error instanceof Error ? error.message : String(error);
  const why = withoutPassword(said, decodeURIComponent(password)).slice(0, 300);
  const isFinal = (responseCode ?? 0) >= 500 || code === 'EAUTH' || code === 'EENVELOPE';
  return isFinal
    ? new UserError('mail_refused', `${host} refused the mail: ${why}`)
    : new UserError('mail_unreachable', `${host} did not take the mail: ${why}`);
}

function withoutPassword(text: string, password: string): string {
  return password === '' ? text : text.replaceAll(password, '********');
}

function notConfigured(): UserError {
  return new UserError('mail_not_configured', 'This central has no server for outgoing mail', {
    hint: 'Set smtpUrl and smtpFrom in the settings of central and restart it',
  });
}
