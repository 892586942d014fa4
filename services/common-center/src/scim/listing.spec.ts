import { describe, expect, it } from '@jest/globals';
import { readFilter } from './filter/read-filter.js';
import { equalIn, shown, windowOf } from './listing.js';

const query = (parts: object = {}) => ({ startIndex: 1, count: 100, ...parts });

describe('lists of SCIM', () => {
  it.each([
    [query(), { skip: 0, take: 100 }],
    [query({ startIndex: 0, count: -1 }), { skip: 0, take: 0 }],
    [query({ startIndex: 11, count: 5_000 }), { skip: 10, take: 200 }],
  ])('%j', (asked, window) => expect(windowOf(asked)).toEqual(window));

  it('show what is asked for, and what says which it is', () => {
    const resource = { schemas: [], id: 'a', meta: {}, userName: 'mia', displayName: 'Mia', active: true };
    expect(Object.keys(shown(resource, { attributes: 'username, name.formatted' }))).toEqual([
      'schemas',
      'id',
      'meta',
      'userName',
    ]);
    expect(Object.keys(shown(resource, { excludedAttributes: 'active,id' }))).not.toContain('active');
    expect(shown(resource, { excludedAttributes: 'id' })).toHaveProperty('id');
  });

  it.each([
    ['userName eq "mia"', 'mia'],
    ['active eq true and userName eq "mia"', 'mia'],
    ['active eq true or userName eq "mia"', null],
    ['not (userName eq "mia")', null],
    ['userName sw "mia"', null],
  ])('go by an index where they can: %s', (filter, value) =>
    expect(equalIn(readFilter(filter), 'username')).toBe(value),
  );
});
