import {
  documentKey,
  emailKey,
  externalKey,
  phoneKey,
  type ExternalId,
  type RegistrationDocument,
} from './identifier.js';

export type CustomerKind = 'person' | 'organisation';
/** What a customer is to a product: who owns it, who pays, who uses it (capabilities S3.30). */
export type CustomerRole = 'owner' | 'payer' | 'user';

export interface Address {
  readonly lines: readonly string[];
  readonly city: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country: string;
}

/** What is known of a customer. */
export interface CustomerData {
  readonly kind: CustomerKind;
  readonly name: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly externalIds: readonly ExternalId[];
  readonly document: RegistrationDocument | null;
  readonly roles: readonly CustomerRole[];
  /** Free: user, driver, insured … */
  readonly segments: readonly string[];
  readonly address: Address | null;
}

export type Identities = Pick<CustomerData, 'externalIds' | 'document'>;
export type ContactPoints = Pick<CustomerData, 'phones' | 'emails'>;

/** Each belongs to one customer. */
export function identityKeys({ externalIds, document }: Identities): string[] {
  return [...new Set([...externalIds.map(externalKey), ...(document ? [documentKey(document)] : [])])];
}

/** A family may share one. */
export function contactKeys({ phones, emails }: ContactPoints): string[] {
  return [...new Set([...phones.map(phoneKey), ...emails.map(emailKey)])];
}

/** The first list and what the second adds; the first's spelling stays. */
export function union<T>(known: readonly T[], added: readonly T[], keyOf: (each: T) => string): T[] {
  const all = [...known, ...added];
  const keys = all.map(keyOf);
  return all.filter((_, index) => keys.indexOf(keys[index]!) === index);
}
