import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matches } from './matches.js';
import { readFilter, readPath } from './read-filter.js';
import { ScimFilterInvalid, ScimPathInvalid } from './scim.errors.js';

const MIA = {
  id: 'A1',
  userName: 'Mia@example.com',
  externalId: 'E-1',
  active: true,
  name: { formatted: 'Mia Wong' },
  emails: [
    { type: 'work', value: 'mia@work.example', primary: true },
    { type: 'home', value: 'mia@home.example' },
  ],
  meta: { lastModified: '2026-11-23T09:00:00.000Z' },
};

describe('a SCIM filter (RFC 7644 §3.4.2.2)', () => {
  it.each([
    'userName eq "mia@EXAMPLE.com"',
    'USERNAME Eq "mia@example.com"',
    'userName sw "mia" and active eq true',
    'userName ew ".com" or active eq false',
    'name.formatted co "won"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName pr',
    'emails.type eq "home"',
    'emails eq "mia@work.example"',
    'emails[type eq "work" and value co "@work."]',
    'not (emails[type eq "work" and value co "@home."])',
    'meta.lastModified ge "2026-11-23T00:00:00Z" and meta.lastModified lt "2026-11-24T00:00:00Z"',
    'nickName eq null',
    'nickName ne "x"',
    'active ne false',
    '(active eq false or userName pr) and not (title pr)',
    'active eq false and userName pr or id eq "A1"',
    'userName co "\\u0040"',
  ])('holds: %s', (filter) => expect(matches(MIA, readFilter(filter))).toBe(true));

  it.each([
    'id eq "a1"',
    'externalId eq "e-1"',
    'active eq "true"',
    'title pr',
    'emails[type eq "home" and value co "@work."]',
    'emails.type ne "work"',
    'userName gt 5',
    'active eq false and (userName pr or id eq "A1")',
  ])('does not hold: %s', (filter) => expect(matches(MIA, readFilter(filter))).toBe(false));

  it.each([
    '',
    'userName',
    'userName eq',
    'userName is "x"',
    'userName eq mia',
    '(active eq true',
    'active eq true)',
    'a eq "x',
    'emails[type eq "x"',
    'not active',
    'a.b.c eq 1',
    '1 eq 1',
    `${'('.repeat(30)}a pr${')'.repeat(30)}`,
  ])('is refused: %s', (filter) => expect(() => readFilter(filter)).toThrow(ScimFilterInvalid));

  it('is read or refused, whatever somebody sends', () => {
    const word = fc.constantFrom(
      'userName',
      'eq',
      'and',
      'or',
      'not',
      '(',
      ')',
      '[',
      ']',
      '"x"',
      'pr',
      'true',
      '5',
      '\\',
      '"',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        try {
          matches(MIA, readFilter(words.join(' ')));
        } catch (error) {
          expect(error).toBeInstanceOf(ScimFilterInvalid);
        }
      }),
      { seed: 11, numRuns: 2_000 },
    );
  });
});

describe('a path of PATCH', () => {
  it.each([
    ['members', { attribute: 'members', filter: null, sub: null }],
    ['name.familyName', { attribute: 'name', filter: null, sub: 'familyname' }],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:name.formatted',
      { attribute: 'name', filter: null, sub: 'formatted' },
    ],
  ])('%s', (path, read) => expect(readPath(path)).toEqual(read));

  it('has a filter, and what it names of what is found', () => {
    expect(readPath('emails[type eq "work"].value')).toMatchObject({ attribute: 'emails', sub: 'value' });
    expect(readPath('members[value eq "a]b"]').filter).toMatchObject({ value: 'a]b' });
  });

  it.each(['', '[x]', 'a b', 'a..b'])('is none: %s', (path) => expect(() => readPath(path)).toThrow(ScimPathInvalid));
});
