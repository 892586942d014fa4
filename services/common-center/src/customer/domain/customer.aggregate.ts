import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { corrected, detailsOf, wholeOf, type Absorbed, type WholeDetails } from './absorbed.js';
import {
  contactKeys,
  identityKeys,
  KEY_OF,
  LISTS,
  union,
  among,
  type Address,
  type Correction,
  type CustomerData,
  type CustomerDetails,
  type CustomerKind,
} from './customer-data.js';
import { CustomerErased, CustomerMerged, DocumentDiffers, DocumentNameDiffers } from './customer.errors.js';
import type { CustomerEvent } from './customer.events.js';
import {
  documentKey,
  isSameName,
  requireRealDocument,
  type ChannelAccount,
  type ExternalId,
  type RegistrationDocument,
} from './identifier.js';

/** Who does something to a customer, and why. */
export interface Doing {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/** Who was erased has no name, and a customer has to have one. */
const NOBODY = '-';
const NOTHING = {
  phones: [],
  emails: [],
  externalIds: [],
  accounts: [],
  roles: [],
  segments: [],
  tags: [],
  address: null,
};

/** A person or organisation we serve. The same registration document and name is the same customer. */
export class Customer extends AggregateRoot<CustomerEvent> {
  readonly number!: string;
  readonly kind!: CustomerKind;
  readonly registeredAt!: Date;
  private name!: string;
  private phones!: readonly string[];
  private emails!: readonly string[];
  private externalIds!: readonly ExternalId[];
  private accounts!: readonly ChannelAccount[];
  private document!: RegistrationDocument | null;
  private roles!: readonly string[];
  private segments!: readonly string[];
  private tags!: readonly string[];
  private address!: Address | null;
  private absorbed!: readonly Absorbed[];
  private mergedInto!: string | null;
  private erasedAt!: Date | null;

  private constructor() {
    super();
  }

  static register(customer: CustomerData & { readonly id: string; readonly number: string }, now: Date): Customer {
    const registered = new Customer();
    Object.assign(registered, customer, { registeredAt: now, absorbed: [], mergedInto: null, erasedAt: null });
    registered.#requireReadable(customer.document);
    registered.record({ type: 'customer-registered', at: now });
    return registered;
  }

  /** Where it goes on, null while it goes on itself. */
  get survivor(): string | null {
    return this.mergedInto;
  }

  /** What it is found by alone; nothing once it was merged, for then the other is found. */
  get identityKeys(): string[] {
    if (this.mergedInto !== null) return [];
    const { documents, ...whole } = this.#whole();
    return [...new Set([...identityKeys(whole), ...documents.map(documentKey)])];
  }

  get contactKeys(): string[] {
    return this.mergedInto === null ? contactKeys(this.#whole()) : [];
  }

  get searchedTags(): readonly string[] {
    return this.mergedInto === null ? this.#whole().tags : [];
  }

  /** By its own name or that of one who was merged into it. */
  isCalled(name: string): boolean {
    return this.#names().some((each) => isSameName(each, name));
  }

  /**
   * Whether registering the customer again tells us anything new.
   * @throws DocumentNameDiffers, DocumentDiffers when it is not this customer.
   */
  learnsFrom(again: CustomerData): boolean {
    return JSON.stringify(this.#joinedWith(again)) !== JSON.stringify(this.#own());
  }

  /** Registered again: what is new is added, what was known stays. @throws CustomerMerged, CustomerErased */
  addDetails(again: CustomerData, now: Date): void {
    this.#requireGoingOn();
    Object.assign(this, this.#joinedWith(again));
    this.#requireReadable(again.document);
    this.record({ type: 'customer-details-added', at: now });
  }

  /** What is named is replaced. @throws CustomerMerged, CustomerErased */
  correct(correction: Correction, now: Date): void {
    this.#requireGoingOn();
    const { own, absorbed } = corrected({ own: this.#own(), absorbed: this.absorbed }, detailsOf(correction));
    Object.assign(this, own, { absorbed, name: correction.name ?? this.name });
    this.#requireReadable(correction.document);
    this.record({ type: 'customer-corrected', at: now });
  }

  /** @throws CustomerMerged, CustomerErased */
  tag(add: readonly string[], remove: readonly string[], now: Date): void {
    this.#requireGoingOn();
    const known = this.#whole().tags;
    const tags = among(union(known, add, KEY_OF.tags), remove, KEY_OF.tags, false);
    const { own, absorbed } = corrected({ own: this.#own(), absorbed: this.absorbed }, { tags });
    Object.assign(this, own, { absorbed });
    this.record({ type: 'customer-tagged', at: now });
  }

  /** What is left is that there was one, and who was merged into it. Also of one that was merged away. Doing it again changes nothing. */
  erase(now: Date): void {
    if (this.erasedAt !== null) return;
    const absorbed = this.absorbed.map(({ mergeId, ids }) => ({ ...NOTHING, mergeId, ids, names: [], documents: [] }));
    Object.assign(this, NOTHING, { name: NOBODY, document: null, absorbed, erasedAt: now });
    this.record({ type: 'customer-erased', at: now });
  }

  /** What another gives when it is merged into this one. @throws CustomerErased */
  absorb(other: Customer, mergeId: string, { by, reason, at }: Doing): void {
    for (const each of [this, other]) each.#requireKnown();
    const { phones, emails, externalIds, accounts, documents, roles, segments, tags, address } = other.#whole();
    const given = { phones, emails, externalIds, accounts, documents, roles, segments, tags, address };
    const ids = [other.id, ...other.absorbed.flatMap((each) => each.ids)];
    this.absorbed = [...this.absorbed, { ...given, mergeId, ids, names: other.#names() }];
    this.record({ type: 'customer-merged', at, mergeId, mergedId: other.id, by, reason });
    other.mergedInto = this.id;
    other.record({ type: 'customer-merged-away', at, mergeId, into: this.id, by, reason });
  }

  /** Gives back what it had by the other alone. False when the other is not merged into this one. */
  release(other: Customer, { by, reason, at }: Doing): boolean {
    const merge = this.absorbed.find(({ ids }) => ids[0] === other.id);
    if (!merge) return false;
    const { mergeId } = merge;
    this.absorbed = this.absorbed.filter((each) => each !== merge);
    this.record({ type: 'customer-unmerged', at, mergeId, mergedId: other.id, by, reason });
    other.mergedInto = null;
    other.record({ type: 'customer-restored', at, mergeId, from: this.id, by, reason });
    return true;
  }

  #own(): CustomerDetails {
    const { phones, emails, externalIds, accounts, document, roles, segments, tags, address } = this;
    return { phones, emails, externalIds, accounts, document, roles, segments, tags, address };
  }

  #names(): string[] {
    return [this.name, ...this.absorbed.flatMap(({ names }) => names)];
  }

  #whole(): WholeDetails {
    return wholeOf(this.#own(), this.absorbed);
  }

  /** Its own details with what is new. */
  #joinedWith(again: CustomerData): CustomerDetails {
    this.#requireSameDocument(again);
    const [own, whole] = [this.#own(), this.#whole()];
    const lists = LISTS.map((name) => {
      const keyOf = KEY_OF[name] as (element: unknown) => string;
      const added = among<unknown>(again[name], whole[name], keyOf, false);
      return [name, union<unknown>(own[name], added, keyOf)];
    });
    const document = own.document ?? (whole.document ? null : again.document);
    const address = own.address ?? (whole.address ? null : again.address);
    return { ...own, ...(Object.fromEntries(lists) as Partial<CustomerDetails>), document, address };
  }

  #requireSameDocument({ document, name }: CustomerData): void {
    if (document === null) return;
    const { documents } = this.#whole();
    if (!this.isCalled(name)) {
      throw new DocumentNameDiffers('The document is registered under another name.', { field: 'name' });
    }
    const isKnown = documents.some((each) => documentKey(each) === documentKey(document));
    if (documents.length > 0 && !isKnown) {
      throw new DocumentDiffers('The customer is registered with another document.', { field: 'document' });
    }
  }

  #requireGoingOn(): void {
    this.#requireKnown();
    if (this.mergedInto === null) return;
    throw new CustomerMerged('It was merged into another customer.', { facts: { into: this.mergedInto } });
  }

  #requireKnown(): void {
    if (this.erasedAt !== null) throw new CustomerErased('The customer was erased.', { id: this.id });
  }

  /** @throws PhoneMalformed, EmailMalformed, DocumentMalformed: what has no key could never be found again. */
  #requireReadable(given: RegistrationDocument | null = null): void {
    contactKeys(this.#own());
    identityKeys(this.#own());
    if (given) requireRealDocument(given);
  }
}
