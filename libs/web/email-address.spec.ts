import { expect, it } from '@jest/globals';
import { EmailAddress } from './email-address.js';

it.each([
  ['ann.archer+news@example.org', true],
  [`${'a'.repeat(64)}@example.org`, true],
  [`${'a'.repeat(65)}@example.org`, false],
  ['ann@', false],
])('%s is an address: %s', (address, is) => {
  expect(EmailAddress.safeParse(address).success).toBe(is);
});
