/** TLS from the first byte, TLS before the password (STARTTLS, refused where the server has none), or none at all. */
export const MAIL_SECURITY = ['tls', 'starttls', 'none'] as const;
export type MailSecurity = (typeof MAIL_SECURITY)[number];

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** That the certificate must be of; the host unless said otherwise. */
  readonly serverName?: string;
  /** Certificates (PEM) to trust instead of the system's. */
  readonly ca?: string;
  readonly login?: { readonly user: string; readonly password: string };
  /** Connections that are kept, 2 unless said otherwise. */
  readonly connections?: number;
  /** For each step: connect, greeting, and silence in between; 20 s unless said otherwise. */
  readonly timeoutMs?: number;
}
