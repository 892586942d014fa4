import { among, KEY_OF, LISTS, union, type Correction, type CustomerDetails } from './customer-data.js';
import { documentKey, type RegistrationDocument } from './identifier.js';

type Lists = Pick<CustomerDetails, (typeof LISTS)[number]>;

/** What a customer has by another that was merged into it. The other's own record stays as it was. */
export interface Absorbed extends Lists, Pick<CustomerDetails, 'address'> {
  readonly mergeId: string;
  /** The other, and whoever had been merged into it. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly documents: readonly RegistrationDocument[];
}

/** What a customer has, by itself and by those merged into it. */
export interface WholeDetails extends CustomerDetails {
  /** The first is `document`. */
  readonly documents: readonly RegistrationDocument[];
}

export function wholeOf(own: CustomerDetails, absorbed: readonly Absorbed[]): WholeDetails {
  // As nearly all are: what would be compared has nothing to be compared with.
  if (absorbed.length === 0) return { ...own, documents: own.document ? [own.document] : [] };
  const lists = LISTS.map((name) => [name, absorbed.reduce((known, each) => joined(name, known, each), own[name])]);
  const given = absorbed.flatMap(({ documents: each }) => each);
  const documents = union(own.document ? [own.document] : [], given, documentKey);
  const address = own.address ?? absorbed.find((each) => each.address !== null)?.address ?? null;
  return { ...(Object.fromEntries(lists) as unknown as Lists), document: documents[0] ?? null, documents, address };
}

interface Kept {
  readonly own: CustomerDetails;
  readonly absorbed: readonly Absorbed[];
}

/**
 * What is named is replaced in the whole. Elements that came from another customer stay the other's, so that they go when the
 * merge is taken back; those that are left out are gone from here for good, and still in the other's own record.
 */
export function corrected({ own, absorbed }: Kept, correction: Partial<CustomerDetails>): Kept {
  let kept: Kept = { own: { ...own, ...correction }, absorbed };
  for (const name of LISTS) if (correction[name] !== undefined) kept = correctedList(name, kept, own);
  if (correction.document !== undefined) kept = correctedDocument(kept, own, correction.document);
  if (correction.address !== undefined)
    kept = { ...kept, absorbed: kept.absorbed.map((each) => ({ ...each, address: null })) };
  return kept;
}

/** Details alone, of a correction that may name the customer anew. */
export function detailsOf({ name: _, ...details }: Correction): Partial<CustomerDetails> {
  return details;
}

function joined<Name extends keyof Lists>(name: Name, known: Lists[Name], added: Lists): Lists[Name] {
  return union<unknown>(known, added[name], keyFor(name)) as unknown as Lists[Name];
}

function correctedList(name: keyof Lists, { own, absorbed }: Kept, before: CustomerDetails): Kept {
  const keyOf = keyFor(name);
  const wanted: readonly unknown[] = own[name];
  const left = absorbed.map((each) => ({ ...each, [name]: among<unknown>(each[name], wanted, keyOf) }));
  const others = among<unknown>(
    left.flatMap((each): readonly unknown[] => each[name]),
    before[name],
    keyOf,
    false,
  );
  return { own: { ...own, [name]: among(wanted, others, keyOf, false) }, absorbed: left };
}

function correctedDocument(
  { own, absorbed }: Kept,
  before: CustomerDetails,
  wanted: RegistrationDocument | null,
): Kept {
  const isWanted = (each: RegistrationDocument) => wanted !== null && documentKey(each) === documentKey(wanted);
  const left = absorbed.map((each) => ({ ...each, documents: each.documents.filter(isWanted) }));
  const isAnothers = before.document === null && left.some(({ documents }) => documents.length > 0);
  return { own: { ...own, document: isAnothers ? null : wanted }, absorbed: left };
}

function keyFor(name: keyof Lists): (element: unknown) => string {
  return KEY_OF[name] as (element: unknown) => string;
}
