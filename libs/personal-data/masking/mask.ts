import { keep, STARS } from './keep.js';
import { DEFAULT_RULES, type MaskingRules } from './masking-rules.js';
import { maskName } from './names.js';
import { maskBankCard, maskDocument, maskPhone, maskPlate } from './numbers.js';
import type { PersonalKind } from './personal-kind.js';
import { maskAddress, maskEmail } from './places.js';
import { maskText } from './text.js';

const MASKS: Readonly<Record<PersonalKind, (text: string, rules: MaskingRules) => string>> = {
  phone: (text, { phone }) => (text.normalize('NFKC').includes('@') ? maskEmail(text) : maskPhone(text, phone)),
  document: (text, rules) => maskDocument(text, rules['id-card']),
  'bank-card': (text, rules) => maskBankCard(text, rules['bank-card']),
  name: maskName,
  email: maskEmail,
  address: maskAddress,
  plate: maskPlate,
  reference: (text, { reference }) => keep(text.normalize('NFKC').trim(), reference),
  hidden: () => STARS,
  text: maskText,
  outside: maskText,
};

/** What those see who may not see the value. Nothing stays nothing: that something is not known is not personal. */
export function mask(kind: PersonalKind, text: string, rules: MaskingRules = DEFAULT_RULES): string {
  return text.trim() === '' ? text : MASKS[kind](text, rules);
}

const MASKED_IN_TEXT = /\d-?\*{4,}[\dX]{3}|\*{3,}@[\p{L}\p{N}]|\p{Script=Han}[A-Z]\*{3}[A-Z\d]{2}/u;

/**
 * Whether it comes out of a mask rather than from a person: no phone number, document, name or address has a star in it. In text
 * people put stars as they like; among the digits of a number they are a mask.
 */
export function looksMasked(kind: PersonalKind, text: string): boolean {
  const plain = text.normalize('NFKC');
  return kind === 'text' || kind === 'outside' ? MASKED_IN_TEXT.test(plain) : plain.includes('*');
}
