import type { SmtpSettings } from '#libs/mail/smtp-settings';

const SECURITY: Readonly<Record<string, SmtpSettings['security']>> = {
  'smtps:': 'tls',
  'smtp+starttls:': 'starttls',
  'smtp:': 'none',
};
const PORT = { tls: 465, starttls: 587, none: 25 };

/** `smtps://user:password@host:port`, `smtp+starttls://…`, or `smtp://…` for a server that is reached without TLS. */
export const SMTP_URL = /^(smtps|smtp|smtp\+starttls):\/\/[^/]+$/;

export function smtpSettings(text: string): SmtpSettings {
  const url = new URL(text);
  const security = SECURITY[url.protocol]!;
  const login = { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  return {
    host: url.hostname,
    port: url.port === '' ? PORT[security] : Number(url.port),
    security,
    ...(url.username === '' ? {} : { login }),
  };
}
