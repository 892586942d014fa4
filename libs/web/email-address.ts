import { z } from 'zod';

/** At most 64 octets before the @ and 254 in all (RFC 5321, 4.5.3.1). One pattern, because OpenAPI has room for one. */
export const EmailAddress = z
  .email({ pattern: new RegExp(z.regexes.email.source.replace('^', '^(?=[^@]{1,64}@)')) })
  .max(254);
