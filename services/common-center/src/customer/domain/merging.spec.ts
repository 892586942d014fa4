import { describe, expect, it } from '@jest/globals';
import { wholeOf } from './absorbed.js';
import { Customer } from './customer.aggregate.js';
import type { CustomerData, CustomerDetails } from './customer-data.js';
import { CustomerMerged, DocumentDiffers, KindsDiffer, MergeNotFound, SameCustomer } from './customer.errors.js';
import { merge, unmerge } from './merging.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const DOING = { by: 'mia', reason: 'the same person', at: NOW };
const PASSPORT = { type: 'passport', number: 'P1' };
const CARD = { type: 'id-card', number: '11010519491231002X' };
const NOTHING = { phones: [], emails: [], externalIds: [], accounts: [], roles: [], segments: [], tags: [] };

function aCustomer(id: string, parts: Partial<CustomerData> = {}): Customer {
  const data: CustomerData = { kind: 'person', name: 'Noah', ...NOTHING, document: null, address: null, ...parts };
  const customer = Customer.register({ ...data, id, number: `K-${id}` }, NOW);
  customer.takeEvents();
  return customer;
}

function merged(a: Partial<CustomerData>, b: Partial<CustomerData>): [other: Customer, survivor: Customer] {
  const [other, survivor] = [aCustomer('other', a), aCustomer('survivor', b)];
  merge(other, survivor, 'm1', DOING);
  return [other, survivor];
}

/** What people are shown of it. */
function shown(customer: Customer): CustomerDetails {
  const row = customer as unknown as CustomerDetails & { absorbed: Parameters<typeof wholeOf>[1] };
  return wholeOf(row, row.absorbed);
}

describe('merging', () => {
  it('gives the survivor what the other has, and the other nothing more to be found by', () => {
    const [other, survivor] = merged(
      { phones: ['13800138000'], document: PASSPORT, tags: ['vip'] },
      { phones: ['13900139000'], document: CARD },
    );
    expect(shown(survivor)).toMatchObject({ phones: ['13900139000', '13800138000'], document: CARD, tags: ['vip'] });
    expect(survivor.identityKeys).toEqual(['document:id-card:11010519491231002X', 'document:passport:P1']);
    expect([other.identityKeys, other.contactKeys, other.searchedTags]).toEqual([[], [], []]);
    expect(other.survivor).toBe('survivor');
  });

  it('tells of both who did it and why', () => {
    const [other, survivor] = merged({}, {});
    const why = { at: NOW, mergeId: 'm1', by: 'mia', reason: 'the same person' };
    expect(survivor.takeEvents()).toEqual([{ type: 'customer-merged', mergedId: 'other', ...why }]);
    expect(other.takeEvents()).toEqual([{ type: 'customer-merged-away', into: 'survivor', ...why }]);
  });

  it('again changes nothing', () => {
    const [other, survivor] = merged({ phones: ['13800138000'] }, {});
    survivor.takeEvents();
    merge(other, survivor, 'm2', DOING);
    expect(survivor.recordedEvents()).toEqual([]);
    expect(shown(survivor).phones).toEqual(['13800138000']);
  });

  it('is refused with itself, with another kind, and with whoever went on in a third', () => {
    const [other, survivor] = merged({}, {});
    const third = aCustomer('third');
    expect(() => merge(third, third, 'm', DOING)).toThrow(SameCustomer);
    expect(() => merge(aCustomer('firm', { kind: 'organisation' }), third, 'm', DOING)).toThrow(KindsDiffer);
    expect(() => merge(third, other, 'm', DOING)).toThrow(CustomerMerged);
    expect(() => merge(other, third, 'm', DOING)).toThrow(CustomerMerged);
    expect(() => merge(survivor, other, 'm', DOING)).toThrow(CustomerMerged);
  });

  it('leaves the other as it is until it is taken back', () => {
    const [other] = merged({}, {});
    expect(() => other.correct({ name: 'Noa' }, NOW)).toThrow(CustomerMerged);
    expect(() => other.tag(['vip'], [], NOW)).toThrow(CustomerMerged);
  });
});

describe('a survivor', () => {
  it('knows the other by its document under the other name', () => {
    const [, survivor] = merged({ name: 'N. Brown', document: PASSPORT }, { name: 'Noah Brown' });
    const again = { kind: 'person', name: 'N. Brown', ...NOTHING, document: PASSPORT, address: null } as const;
    expect(survivor.learnsFrom(again)).toBe(false);
    expect(() => survivor.learnsFrom({ ...again, name: 'Noah Brown', document: CARD })).toThrow(DocumentDiffers);
  });

  it('is not told twice what it has by the other', () => {
    const [other, survivor] = merged({ phones: ['13800138000'] }, {});
    const again = { kind: 'person', name: 'Noah', ...NOTHING, document: null, address: null } as const;
    survivor.addDetails({ ...again, phones: ['+86 13800138000', '13900139000'] }, NOW);
    unmerge(other, survivor, DOING);
    expect(shown(survivor).phones).toEqual(['13900139000']);
  });
});

describe('taking a merge back', () => {
  const one = { phones: ['13800138000'], roles: ['owner'], document: PASSPORT };
  const two = { phones: ['13800138000', '13900139000'], address: { lines: ['1'], city: 'Denver', country: 'USA' } };

  it('leaves with both what they had, also what both had', () => {
    const [other, survivor] = merged(one, two);
    unmerge(other, survivor, DOING);
    expect(shown(survivor)).toMatchObject({ ...two, roles: [], document: null });
    expect(shown(other)).toMatchObject({ ...one, address: null });
    expect(other.survivor).toBeNull();
    expect(other.identityKeys).toEqual(['document:passport:P1']);
  });

  it('leaves with the survivor what it was given since', () => {
    const [other, survivor] = merged(one, two);
    survivor.correct({ name: 'Noah B.', emails: ['noah@example.com'] }, NOW);
    survivor.tag(['vip'], [], NOW);
    unmerge(other, survivor, DOING);
    expect(shown(survivor)).toMatchObject({ ...two, emails: ['noah@example.com'], tags: ['vip'] });
    expect(survivor.isCalled('Noah B.')).toBe(true);
    expect(shown(other)).toMatchObject({ ...one, emails: [], tags: [] });
  });

  it('gives the other back also what was taken from the survivor since', () => {
    const [other, survivor] = merged(one, two);
    survivor.correct({ phones: ['13900139000'], document: null, roles: [] }, NOW);
    expect(shown(survivor)).toMatchObject({ phones: ['13900139000'], document: null, roles: [] });
    unmerge(other, survivor, DOING);
    expect(shown(survivor).phones).toEqual(['13900139000']);
    expect(shown(other)).toMatchObject(one);
  });

  it('of one leaves what another gave as well', () => {
    const [first, survivor] = merged({ tags: ['vip'] }, {});
    const second = aCustomer('second', { tags: ['vip'] });
    merge(second, survivor, 'm2', DOING);
    unmerge(first, survivor, DOING);
    expect(shown(survivor).tags).toEqual(['vip']);
    unmerge(second, survivor, DOING);
    expect(shown(survivor).tags).toEqual([]);
  });

  it('again changes nothing; of what was never merged it is refused', () => {
    const [other, survivor] = merged(one, two);
    expect(() => unmerge(other, aCustomer('third'), DOING)).toThrow(MergeNotFound);
    unmerge(other, survivor, DOING);
    survivor.takeEvents();
    unmerge(other, survivor, DOING);
    expect(survivor.recordedEvents()).toEqual([]);
  });

  it('comes after taking back what the survivor was merged into since', () => {
    const [other, survivor] = merged(one, two);
    const third = aCustomer('third');
    merge(survivor, third, 'm2', DOING);
    expect(shown(third)).toMatchObject({ phones: ['13800138000', '13900139000'], document: PASSPORT });
    expect(() => unmerge(other, survivor, DOING)).toThrow(CustomerMerged);
    unmerge(survivor, third, DOING);
    unmerge(other, survivor, DOING);
    expect(shown(third).phones).toEqual([]);
  });
});
