import { describe, expect, it } from '@jest/globals';
import { EmailMalformed, PhoneMalformed } from './customer.errors.js';
import { documentKey, emailKey, externalKey, isSameName, phoneKey } from './identifier.js';

describe('the key of a phone number', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 138 0013 8000',
    '0086-13800138000',
    '１３８００１３８０００',
  ])('is the same for %s', (written) => {
    expect(phoneKey(written)).toBe('phone:13800138000');
  });

  it('keeps the country of any other number', () => {
    expect(phoneKey('+1 (303) 555-0199')).toBe('phone:+13035550199');
    expect(phoneKey('+86 10 6000 1234')).toBe('phone:+861060001234');
  });

  it.each(['', '12', '138****8000', 'none', '+86 138 0013 8000 8000 12'])('refuses %j', (written) => {
    expect(() => phoneKey(written)).toThrow(PhoneMalformed);
  });
});

describe('the key of an e-mail address', () => {
  it('ignores case and surrounding space', () => {
    expect(emailKey(' Noah.Brown@Example.COM ')).toBe('email:noah.brown@example.com');
  });

  it.each(['', 'noah', 'noah@', 'n***@example.com', 'noah brown@example.com'])('refuses %j', (written) => {
    expect(() => emailKey(written)).toThrow(EmailMalformed);
  });
});

describe('the key of a registration document', () => {
  it('ignores spaces, dashes, case and width', () => {
    const plain = documentKey({ type: 'id-card', number: '11010519491231002X' });
    expect(documentKey({ type: 'ID-card', number: '110105 19491231 002x' })).toBe(plain);
    expect(documentKey({ type: 'id-card', number: '１１０１０５-19491231-002X' })).toBe(plain);
    expect(documentKey({ type: 'passport', number: '11010519491231002X' })).not.toBe(plain);
  });
});

describe('the key of an external id', () => {
  it('keeps the spelling of the other system', () => {
    expect(externalKey({ system: 'Retail', id: 'noah_brown_6181' })).toBe('external:retail:noah_brown_6181');
    expect(externalKey({ system: 'retail', id: 'Noah' })).not.toBe(externalKey({ system: 'retail', id: 'noah' }));
  });
});

describe('names', () => {
  it('are the same but for spacing, case and width', () => {
    expect(isSameName('Noah  Brown', ' noah brown ')).toBe(true);
    expect(isSameName('ＡＣＭＥ', 'Acme')).toBe(true);
    expect(isSameName('王小明', '王晓明')).toBe(false);
  });
});
