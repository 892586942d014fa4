import { describe, expect, it } from '@jest/globals';
import { ScimNoTarget, ScimValueInvalid } from '../filter/scim.errors.js';
import { patched, type Operation } from './patched.js';

const TEAM = { displayName: 'Returns', members: [{ value: 'mia' }, { value: 'li' }] };
const MIA = { userName: 'mia', name: { formatted: 'Mia' }, emails: [{ type: 'work', value: 'old@x' }], active: true };

describe('a SCIM PATCH (RFC 7644 §3.5.2)', () => {
  const cases: [string, object, Operation[], object][] = [
    [
      'adds members that are not there',
      TEAM,
      [{ op: 'add', path: 'members', value: [{ value: 'zoe' }, { value: 'li' }] }],
      { members: [{ value: 'mia' }, { value: 'li' }, { value: 'zoe' }] },
    ],
    [
      'removes the member a filter names',
      TEAM,
      [{ op: 'remove', path: 'members[value eq "mia"]' }],
      { members: [{ value: 'li' }] },
    ],
    [
      'removes members by value',
      TEAM,
      [{ op: 'remove', path: 'members', value: [{ value: 'li' }] }],
      { members: [{ value: 'mia' }] },
    ],
    ['removes all', TEAM, [{ op: 'remove', path: 'members' }], { members: undefined }],
    [
      'replaces the list',
      TEAM,
      [{ op: 'replace', path: 'members', value: [{ value: 'zoe' }] }],
      { members: [{ value: 'zoe' }] },
    ],
    ['replaces without a path', MIA, [{ op: 'replace', value: { active: false } }], { active: false }],
    [
      'takes names with dots without a path',
      MIA,
      [{ op: 'replace', value: { 'name.formatted': 'Mia W' } }],
      { name: { formatted: 'Mia W' } },
    ],
    [
      'replaces a part of what a filter names',
      MIA,
      [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'new@x' }],
      { emails: [{ type: 'work', value: 'new@x' }] },
    ],
    ['finds names in any case', MIA, [{ op: 'replace', path: 'ACTIVE', value: false }], { active: false }],
    [
      'does one after the other',
      MIA,
      [
        { op: 'remove', path: 'emails' },
        { op: 'add', path: 'emails', value: [{ value: 'a@x' }] },
      ],
      { emails: [{ value: 'a@x' }] },
    ],
    [
      'merges what is no list',
      MIA,
      [{ op: 'add', path: 'name', value: { givenName: 'Mia' } }],
      { name: { formatted: 'Mia', givenName: 'Mia' } },
    ],
  ];
  it.each(cases)('%s', (_, resource, operations, changed) =>
    expect(patched(resource as never, operations)).toMatchObject(changed),
  );

  it('leaves what it was made from alone', () => {
    patched(TEAM, [{ op: 'remove', path: 'members' }]);
    expect(TEAM.members).toHaveLength(2);
  });

  it('refuses what leads nowhere', () => {
    expect(() => patched(MIA, [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'x' }])).toThrow(
      ScimNoTarget,
    );
    expect(() => patched(MIA, [{ op: 'remove' }])).toThrow(ScimNoTarget);
    expect(() => patched(MIA, [{ op: 'add', value: 'x' }])).toThrow(ScimValueInvalid);
  });
});
