import {
  accountKey,
  documentKey,
  emailKey,
  externalKey,
  phoneKey,
  type ChannelAccount,
  type ExternalId,
  type RegistrationDocument,
} from './identifier.js';

export type CustomerKind = 'person' | 'organisation';

export interface Address {
  readonly lines: readonly string[];
  readonly city: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country: string;
}

/** What is known of a customer beside kind and name. */
export interface CustomerDetails {
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly externalIds: readonly ExternalId[];
  readonly accounts: readonly ChannelAccount[];
  readonly document: RegistrationDocument | null;
  /** What the customer is to a product: who owns it, pays, uses it … (capabilities S3.30); the tenant has a list. */
  readonly roles: readonly string[];
  /** Of what kinds the customer is: user, driver, insured …; the tenant may have a list. */
  readonly segments: readonly string[];
  readonly tags: readonly string[];
  readonly address: Address | null;
}

export interface CustomerData extends CustomerDetails {
  readonly kind: CustomerKind;
  readonly name: string;
}

export type Correction = Partial<Omit<CustomerData, 'kind'>>;

/** The details that are lists, and what makes two of their elements the same. */
export const KEY_OF = {
  phones: phoneKey,
  emails: emailKey,
  externalIds: externalKey,
  accounts: accountKey,
  roles: itself,
  segments: itself,
  tags: itself,
} satisfies { [Name in ListName]: (element: CustomerDetails[Name][number]) => string };

type ListName = Exclude<keyof CustomerDetails, 'document' | 'address'>;

export const LISTS = Object.keys(KEY_OF) as readonly ListName[];

export type Identities = Pick<CustomerDetails, 'externalIds' | 'accounts' | 'document'>;

/** Each belongs to one customer. @throws PhoneMalformed, EmailMalformed where accounts are such */
export function identityKeys({ externalIds, accounts, document }: Identities): string[] {
  const documents = document ? [documentKey(document)] : [];
  return [...new Set([...externalIds.map(externalKey), ...accounts.map(accountKey), ...documents])];
}

/** A family may share one. @throws PhoneMalformed, EmailMalformed */
export function contactKeys({ phones, emails }: Pick<CustomerDetails, 'phones' | 'emails'>): string[] {
  return [...new Set([...phones.map(phoneKey), ...emails.map(emailKey)])];
}

/** The first list and what the second adds; the first's spelling stays. */
export function union<T>(known: readonly T[], added: readonly T[], keyOf: (each: T) => string): T[] {
  const all = [...known, ...added];
  const keys = all.map(keyOf);
  return all.filter((_, index) => keys.indexOf(keys[index]!) === index);
}

/** Those elements of a list that are, or are not, in another. */
export function among<T>(list: readonly T[], other: readonly T[], keyOf: (each: T) => string, are = true): T[] {
  const keys = new Set(other.map(keyOf));
  return list.filter((each) => keys.has(keyOf(each)) === are);
}

function itself(text: string): string {
  return text;
}
