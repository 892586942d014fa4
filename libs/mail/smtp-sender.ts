import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { NodemailerError } from 'nodemailer/lib/errors';
import { mailFailureOf, type MailFailure } from './mail-failure.js';
import type { MailAddress, OutgoingMail } from './outgoing-mail.js';
import type { SmtpSettings } from './smtp-settings.js';

/** What became of a message that the server took. */
export interface SentMail {
  readonly messageId: string;
  /** Recipients the server would not have, while it took others; `to` is their place in the list. */
  readonly refused: readonly { readonly to: number; readonly failure: MailFailure }[];
}

const TIMEOUT_MS = 20_000;
const CONNECTIONS = 2;

/** Hands messages to one mail server, over connections that are kept. Closed by whoever made it. */
export class SmtpSender {
  readonly #transport;

  constructor(settings: SmtpSettings) {
    const { host, port, security, serverName = host, login, timeoutMs = TIMEOUT_MS } = settings;
    this.#transport = createTransport({
      pool: true,
      maxConnections: settings.connections ?? CONNECTIONS,
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: {
        ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
        ...(settings.ca === undefined ? {} : { ca: settings.ca }),
      },
      ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
      connectionTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Resolves when the server has taken the message for somebody at least. @throws MailFailure */
  async send(mail: OutgoingMail): Promise<SentMail> {
    const recipients = mail.to.map(({ address }) => address);
    try {
      const sent = await this.#transport.sendMail({
        from: written(mail.from),
        to: mail.to.map(written),
        ...(mail.replyTo ? { replyTo: written(mail.replyTo) } : {}),
        envelope: { from: mail.returnPath ?? mail.from.address, to: recipients },
        subject: mail.subject,
        text: mail.text,
        ...(mail.html === undefined ? {} : { html: mail.html }),
        ...(mail.messageId === undefined ? {} : { messageId: mail.messageId }),
        ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
        references: [...(mail.references ?? [])],
        headers: { ...mail.headers },
        attachments: (mail.attachments ?? []).map(({ filename, contentType, content, contentId }) => ({
          filename,
          contentType,
          content,
          ...(contentId === undefined ? {} : { cid: contentId }),
        })),
      });
      return { messageId: sent.messageId, refused: refusedOf(sent.rejectedErrors ?? [], recipients) };
    } catch (error) {
      throw mailFailureOf(error as NodemailerError);
    }
  }

  /** Connects, and logs in where there is a login. @throws MailFailure */
  async check(): Promise<void> {
    try {
      await this.#transport.verify();
    } catch (error) {
      throw mailFailureOf(error as NodemailerError);
    }
  }

  close(): void {
    this.#transport.close();
  }
}

const written = ({ name, address }: MailAddress) => (name === undefined ? address : { name, address });

function refusedOf(errors: readonly NodemailerError[], recipients: readonly string[]): SentMail['refused'] {
  return errors.map((error) => ({
    to: recipients.indexOf(error.recipient ?? ''),
    failure: mailFailureOf(error),
  }));
}
