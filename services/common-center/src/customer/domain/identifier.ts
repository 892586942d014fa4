import { EmailMalformed, PhoneMalformed } from './customer.errors.js';

/** How another system names the customer. */
export interface ExternalId {
  readonly system: string;
  readonly id: string;
}

/** What a customer is registered by: an ID card, a passport, a business licence. */
export interface RegistrationDocument {
  readonly type: string;
  readonly number: string;
}

/**
 * Keys are what identifiers are compared and found by: the same for every way people write the same thing (full-width
 * digits, spaces, dashes, upper and lower case).
 */
export function phoneKey(phone: string): string {
  const digits = phone
    .normalize('NFKC')
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+');
  if (!/^\+?\d{3,15}$/.test(digits)) throw new PhoneMalformed('A phone number has 3 to 15 digits.', { field: 'phone' });
  // Chinese mobile numbers are given with and without the country's prefix.
  return `phone:${digits.replace(/^\+86(?=1\d{10}$)/, '')}`;
}

export function emailKey(email: string): string {
  const address = email.normalize('NFKC').trim().toLowerCase();
  if (!/^[^\s@*]+@[^\s@*]+\.[^\s@*]+$/.test(address))
    throw new EmailMalformed('This is no e-mail address.', { field: 'email' });
  return `email:${address}`;
}

export function documentKey({ type, number }: RegistrationDocument): string {
  const compact = number.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return `document:${type.trim().toLowerCase()}:${compact}`;
}

/** The other system's own spelling counts. */
export function externalKey({ system, id }: ExternalId): string {
  return `external:${system.trim().toLowerCase()}:${id.trim()}`;
}

/** Whether two names are the same but for spacing, case and width. */
export function isSameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
