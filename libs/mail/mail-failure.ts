import type { NodemailerError } from 'nodemailer/lib/errors';

export type MailFailureReason =
  'unreachable' | 'timeout' | 'tls' | 'authentication' | 'envelope' | 'message' | 'protocol' | 'too-many';

interface Details {
  readonly reason: MailFailureReason;
  /** The same message to the same people will fail again. */
  readonly permanent: boolean;
  /** What the server answered, e.g. 550. */
  readonly smtpCode?: number;
  /** Enhanced status code of RFC 3463, e.g. `5.1.1`. */
  readonly status?: string;
}

/** A message that was not taken. Says nothing of who it was to or from, nor what the server said in words: those repeat addresses. */
export class MailFailure extends Error implements Details {
  readonly reason: MailFailureReason;
  readonly permanent: boolean;
  readonly smtpCode?: number;
  readonly status?: string;

  constructor(details: Details) {
    super(`mail was not taken: ${[details.reason, details.smtpCode, details.status].filter(Boolean).join(' ')}`);
    this.name = 'MailFailure';
    this.reason = details.reason;
    this.permanent = details.permanent;
    if (details.smtpCode !== undefined) this.smtpCode = details.smtpCode;
    if (details.status !== undefined) this.status = details.status;
  }
}

const REASONS: Readonly<Record<string, MailFailureReason>> = {
  EAUTH: 'authentication',
  ENOAUTH: 'authentication',
  EOAUTH2: 'authentication',
  ETIMEDOUT: 'timeout',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  EENVELOPE: 'envelope',
  EMAXRECIPIENTS: 'envelope',
  EMESSAGE: 'message',
  ESTREAM: 'message',
  EPROTOCOL: 'protocol',
  EMAXLIMIT: 'too-many',
};
const CERTIFICATE = /CERT|TLS|SSL|SELF_SIGNED/;
const STATUS = /\b[245]\.\d{1,3}\.\d{1,3}\b/;

/** What is wrong with the message itself, not with the way to the server. */
const OF_THE_MESSAGE: readonly MailFailureReason[] = ['envelope', 'message'];

/**
 * 5xx is for good and 4xx for now (RFC 5321, 4.2.1), but a refused login or TLS says nothing of the message: it is for now,
 * until somebody puts that right. What never got an answer is for now, too; an envelope without anybody in it is for good.
 */
export function mailFailureOf(error: NodemailerError): MailFailure {
  const reason = reasonOf(error);
  const { responseCode: smtpCode } = error;
  const status = STATUS.exec(error.response ?? '')?.[0];
  const permanent = OF_THE_MESSAGE.includes(reason) && (error.permanent ?? reason === 'envelope');
  return new MailFailure({
    reason,
    permanent,
    ...(smtpCode ? { smtpCode } : {}),
    ...(status === undefined ? {} : { status }),
  });
}

function reasonOf({ code = '', originalCode = '' }: NodemailerError): MailFailureReason {
  if (CERTIFICATE.test(originalCode)) return 'tls';
  return REASONS[code] ?? 'unreachable';
}
