/** What personal data is; each kind has its own mask. */
export const PERSONAL_KINDS = [
  'phone',
  'document',
  'bank-card',
  'name',
  'email',
  'address',
  'plate',
  'reference',
  'hidden',
  'text',
  'outside',
] as const;

/**
 * `phone`: wherever somebody is reached, which may be an address of another channel; `document`: ID cards, passports, permits;
 * `reference`: numbers of policies and orders; `hidden`: nothing of it is ever shown, as of a birth date; `text`: what people write, in
 * which the others may stand; `outside`: what another system says, of which nobody has said what it is.
 */
export type PersonalKind = (typeof PERSONAL_KINDS)[number];
