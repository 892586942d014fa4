import { z } from 'zod';

/** At most 64 octets before the @ and 254 in all (RFC 5321, 4.5.3.1). */
export const EmailAddress = z
  .email()
  .max(254)
  .regex(/^[^@]{1,64}@/, 'expected at most 64 characters before the @');
