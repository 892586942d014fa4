import { describe, expect, it } from '@jest/globals';
import { Customer } from './customer.aggregate.js';
import type { CustomerData } from './customer-data.js';
import {
  CustomerErased,
  DocumentDiffers,
  DocumentNameDiffers,
  EmailMalformed,
  PhoneMalformed,
} from './customer.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const PASSPORT = { type: 'passport', number: 'X 123' };

function data(parts: Partial<CustomerData> = {}): CustomerData {
  return {
    kind: 'person',
    name: 'Noah Brown',
    phones: [],
    emails: [],
    externalIds: [],
    accounts: [],
    document: null,
    roles: [],
    segments: [],
    tags: [],
    address: null,
    ...parts,
  };
}

function aCustomer(parts: Partial<CustomerData> = {}): Customer {
  const customer = Customer.register({ ...data(parts), id: 'noah-id', number: 'K-20261123-000001' }, NOW);
  customer.takeEvents();
  return customer;
}

describe('a customer', () => {
  it('is registered and can be found by every identifier, however it is written', () => {
    const customer = aCustomer({
      phones: ['138 0013 8000', '+86-13800138000'],
      emails: ['Noah@Example.com'],
      externalIds: [{ system: 'retail', id: 'noah_1' }],
      document: PASSPORT,
    });
    expect(customer.contactKeys).toEqual(['phone:+8613800138000', 'email:noah@example.com']);
    expect(customer.identityKeys).toEqual(['external:retail:noah_1', 'document:passport:X123']);
  });

  it('is not registered with a phone number or e-mail address that is none', () => {
    expect(() => aCustomer({ phones: ['none'] })).toThrow(PhoneMalformed);
    expect(() => aCustomer({ emails: ['noah'] })).toThrow(EmailMalformed);
  });
});

describe('a customer who was erased', () => {
  const erased = () => {
    const customer = aCustomer({ phones: ['13800138000'], tags: ['vip'] });
    customer.erase(NOW);
    return customer;
  };

  it('has nothing left, and is not erased twice', () => {
    const customer = erased();
    expect(customer).toMatchObject({ name: '-', phones: [], tags: [] });
    expect(customer.takeEvents()).toHaveLength(1);
    customer.erase(NOW);
    expect(customer.takeEvents()).toEqual([]);
  });

  it('is told nothing any more, and neither merged nor merged into', () => {
    const doing = { by: 'ann', reason: 'the same', at: NOW };
    for (const late of [
      () => erased().correct({ phones: ['13800138000'] }, NOW),
      () => erased().addDetails(data({ phones: ['13800138000'] }), NOW),
      () => erased().tag(['vip'], [], NOW),
      () => erased().absorb(aCustomer(), 'm', doing),
      () => aCustomer().absorb(erased(), 'm', doing),
    ])
      expect(late).toThrow(CustomerErased);
  });
});

describe('a customer registered again', () => {
  it('learns what is new and keeps what was known', () => {
    const customer = aCustomer({ phones: ['138 0013 8000'], roles: ['owner'], segments: ['driver'] });
    const again = data({ phones: ['13800138000', '13900139000'], roles: ['owner', 'payer'], segments: ['insured'] });
    expect(customer.learnsFrom(again)).toBe(true);
    customer.addDetails(again, NOW);
    expect(customer).toMatchObject({
      phones: ['138 0013 8000', '13900139000'],
      roles: ['owner', 'payer'],
      segments: ['driver', 'insured'],
    });
    expect(customer.takeEvents()).toEqual([{ type: 'customer-details-added', at: NOW }]);
  });

  it('learns nothing from what is known', () => {
    const customer = aCustomer({ phones: ['13800138000'], document: PASSPORT });
    expect(
      customer.learnsFrom(data({ phones: ['+8613800138000'], document: { type: 'Passport', number: 'x123' } })),
    ).toBe(false);
    expect(customer.learnsFrom(data())).toBe(false);
  });

  it('gets the document it had not shown before', () => {
    const customer = aCustomer();
    customer.addDetails(data({ document: PASSPORT }), NOW);
    expect(customer.identityKeys).toEqual(['document:passport:X123']);
  });

  it('is not the same under the same document with another name', () => {
    const other = data({ name: 'Noa Braun', document: PASSPORT });
    expect(() => aCustomer({ document: PASSPORT }).learnsFrom(other)).toThrow(DocumentNameDiffers);
    expect(() => aCustomer({ document: PASSPORT }).addDetails(other, NOW)).toThrow(DocumentNameDiffers);
  });

  it('is not the same with another document', () => {
    const other = data({ document: { type: 'passport', number: 'Y9' } });
    expect(() => aCustomer({ document: PASSPORT }).addDetails(other, NOW)).toThrow(DocumentDiffers);
  });
});

describe('a correction', () => {
  it('replaces what it names and nothing else', () => {
    const customer = aCustomer({ phones: ['13800138000'], emails: ['noah@example.com'] });
    customer.correct({ name: 'Noah Braun', phones: [] }, NOW);
    expect(customer).toMatchObject({ name: 'Noah Braun', phones: [], emails: ['noah@example.com'] });
    expect(customer.takeEvents()).toEqual([{ type: 'customer-corrected', at: NOW }]);
  });

  it('does not put in a phone number that was masked', () => {
    expect(() => aCustomer().correct({ phones: ['138****8000'] }, NOW)).toThrow(PhoneMalformed);
  });
});
