import { describe, expect, it } from '@jest/globals';
import { internationalNumber, NumberUndiallable } from './phone-number.api.js';

describe('a number', () => {
  it.each([
    ['a mobile number', '13800138000', '+8613800138000'],
    ['with the country', '+86 138 0013 8000', '+8613800138000'],
    ['with two zeros', '0086-138-0013-8000', '+8613800138000'],
    ['in full-width digits', '１３８００１３８０００', '+8613800138000'],
    ['a landline with its trunk zero', '010-8888 1234', '+861088881234'],
    ['of another country', '+1 (212) 555-0100', '+12125550100'],
  ])('is the same however it is written: %s', (_, written, dialled) => {
    expect(internationalNumber(written)).toBe(dialled);
  });

  it.each(['', '12', '+0123456789', 'call me', '+1234567890123456'])('is not %j', (written) => {
    expect(() => internationalNumber(written)).toThrow(NumberUndiallable);
  });
});
