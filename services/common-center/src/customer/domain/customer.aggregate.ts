import { AggregateRoot } from '#libs/kernel/aggregate-root';
import {
  contactKeys,
  identityKeys,
  union,
  type Address,
  type CustomerData,
  type CustomerKind,
  type CustomerRole,
} from './customer-data.js';
import { DocumentDiffers, DocumentNameDiffers } from './customer.errors.js';
import type { CustomerEvent } from './customer.events.js';
import {
  documentKey,
  emailKey,
  externalKey,
  isSameName,
  phoneKey,
  type ExternalId,
  type RegistrationDocument,
} from './identifier.js';

/** A person or organisation we serve. The same registration document and name is the same customer. */
export class Customer extends AggregateRoot<CustomerEvent> {
  readonly number!: string;
  readonly kind!: CustomerKind;
  readonly registeredAt!: Date;
  private name!: string;
  private phones!: readonly string[];
  private emails!: readonly string[];
  private externalIds!: readonly ExternalId[];
  private document!: RegistrationDocument | null;
  private roles!: readonly CustomerRole[];
  private segments!: readonly string[];
  private address!: Address | null;

  private constructor() {
    super();
  }

  static register(customer: CustomerData & { readonly id: string; readonly number: string }, now: Date): Customer {
    const registered = new Customer();
    Object.assign(registered, customer, { registeredAt: now });
    registered.#requireReadable();
    registered.record({ type: 'customer-registered', at: now });
    return registered;
  }

  get identityKeys(): string[] {
    return identityKeys(this.#details());
  }

  get contactKeys(): string[] {
    return contactKeys(this.#details());
  }

  isCalled(name: string): boolean {
    return isSameName(this.name, name);
  }

  /**
   * Whether registering the customer again tells us anything new.
   * @throws DocumentNameDiffers, DocumentDiffers when it is not this customer.
   */
  learnsFrom(again: CustomerData): boolean {
    return JSON.stringify(this.#joinedWith(again)) !== JSON.stringify(this.#details());
  }

  /** Registered again: what is new is added, what was known stays. */
  addDetails(again: CustomerData, now: Date): void {
    Object.assign(this, this.#joinedWith(again));
    this.#requireReadable();
    this.record({ type: 'customer-details-added', at: now });
  }

  correct(correction: Partial<Omit<CustomerData, 'kind'>>, now: Date): void {
    Object.assign(this, correction);
    this.#requireReadable();
    this.record({ type: 'customer-corrected', at: now });
  }

  #details(): Omit<CustomerData, 'kind' | 'name'> {
    const { phones, emails, externalIds, document, roles, segments, address } = this;
    return { phones, emails, externalIds, document, roles, segments, address };
  }

  #joinedWith(again: CustomerData): Omit<CustomerData, 'kind' | 'name'> {
    this.#requireSameDocument(again);
    return {
      phones: union(this.phones, again.phones, phoneKey),
      emails: union(this.emails, again.emails, emailKey),
      externalIds: union(this.externalIds, again.externalIds, externalKey),
      document: this.document ?? again.document,
      roles: union(this.roles, again.roles, (role) => role),
      segments: union(this.segments, again.segments, (segment) => segment),
      address: this.address ?? again.address,
    };
  }

  #requireSameDocument({ document, name }: CustomerData): void {
    if (document === null) return;
    if (!this.isCalled(name)) {
      throw new DocumentNameDiffers('The document is registered under another name.', { field: 'name' });
    }
    if (this.document && documentKey(this.document) !== documentKey(document)) {
      throw new DocumentDiffers('The customer is registered with another document.', { field: 'document' });
    }
  }

  /** @throws PhoneMalformed, EmailMalformed: what has no key could never be found again. */
  #requireReadable(): void {
    contactKeys(this.#details());
  }
}
