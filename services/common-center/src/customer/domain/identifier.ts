import { accountName } from './normal/account-name.js';
import { documentNumber, requireReal } from './normal/document-number.js';
import { emailAddress } from './normal/email-address.js';
import { phoneNumber } from './normal/phone-number.js';

/** How another system names the customer. */
export interface ExternalId {
  readonly system: string;
  readonly id: string;
}

/** Who the customer is on a channel: an openid, a QQ number, a handle. */
export interface ChannelAccount {
  readonly channel: string;
  readonly id: string;
}

/** What a customer is registered by: an ID card, a passport, a business licence. */
export interface RegistrationDocument {
  readonly type: string;
  readonly number: string;
}

/**
 * Keys are what identifiers are compared and found by: the same for every way people write the same thing. Each begins with
 * the kind of identifier and a colon.
 * @throws PhoneMalformed
 */
export function phoneKey(phone: string): string {
  return `phone:${phoneNumber(phone)}`;
}

/** @throws EmailMalformed */
export function emailKey(email: string): string {
  return `email:${emailAddress(email)}`;
}

export function documentKey({ type, number }: RegistrationDocument): string {
  const kind = type.trim().toLowerCase();
  return `document:${kind}:${documentNumber(kind, number)}`;
}

/** Before one is taken: what is known already is not asked again. @throws DocumentMalformed */
export function requireRealDocument({ type, number }: RegistrationDocument): void {
  const kind = type.trim().toLowerCase();
  requireReal(kind, documentNumber(kind, number));
}

/** The other system's own spelling counts. */
export function externalKey({ system, id }: ExternalId): string {
  return `external:${system.trim().toLowerCase()}:${id.trim()}`;
}

/** @throws PhoneMalformed, EmailMalformed where the channel's accounts are such */
export function accountKey({ channel, id }: ChannelAccount): string {
  const name = channel.trim().toLowerCase();
  return `account:${name}:${accountName(name, id)}`;
}

/** Whether two names are the same but for spacing, case and width. */
export function isSameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
