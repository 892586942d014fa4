import { EmailMalformed } from '../customer.errors.js';

const ADDRESS = /^([^\s@*]+)@([^\s@*]+\.[^\s@*]+)$/;
/** What would end the host of an URL, or be no part of it. */
const NO_HOST = /[:/?#%\\[\]]/;

/**
 * In lower case, the domain in the letters of the DNS (UTS 46, as URLs have it).
 * @throws EmailMalformed
 */
export function emailAddress(written: string): string {
  const [, local, domain] = ADDRESS.exec(written.normalize('NFKC').trim().toLowerCase()) ?? [];
  if (domain === undefined) throw new EmailMalformed('This is no e-mail address.', { field: 'email' });
  const host = NO_HOST.test(domain) ? null : URL.parse(`http://${domain}`)?.hostname;
  return `${local}@${host ?? domain}`;
}
