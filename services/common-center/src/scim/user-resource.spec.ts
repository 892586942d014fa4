import { describe, expect, it } from '@jest/globals';
import { ScimValueInvalid } from './filter/scim.errors.js';
import { patched } from './patch/patched.js';
import { UserBody } from './scim.dto.js';
import { attributesOf, changeAfter, factsOf } from './user-resource.js';

const MIA = {
  ...{ login: 'mia', name: 'Mia Wong', email: 'mia@x.example', phone: null, locale: 'en', externalId: 'E-1' },
  ...{ roles: ['agent'], active: true },
};
const after = (...operations: Parameters<typeof patched>[1]) =>
  changeAfter(MIA, patched(attributesOf(MIA), operations));

describe('a person as SCIM has them', () => {
  it('comes back as they are when nothing is changed', () => expect(changeAfter(MIA, attributesOf(MIA))).toEqual(MIA));

  it('is active, and called by what there is', () => {
    const user = UserBody.parse({ userName: 'Li', name: { givenName: 'Li', familyName: 'Chen' } });
    expect(factsOf(user)).toMatchObject({ login: 'li', name: 'Li Chen', active: true, email: null });
    expect(factsOf(UserBody.parse({ userName: 'li' })).name).toBe('li');
  });

  it('has one address: the main one, else that of the office', () => {
    const emails = [{ value: 'a@x.example' }, { value: 'b@x.example', type: 'work' }];
    expect(factsOf(UserBody.parse({ userName: 'li', emails })).email).toBe('b@x.example');
    const main = [...emails, { value: 'c@x.example', primary: 'True' }];
    expect(factsOf(UserBody.parse({ userName: 'li', emails: main })).email).toBe('c@x.example');
  });

  it.each([
    [{ op: 'replace', path: 'name.formatted', value: 'Mia W' }, { name: 'Mia W' }],
    [{ op: 'replace', path: 'displayName', value: 'Mia Li' }, { name: 'Mia Li' }],
    [{ op: 'replace', value: { active: 'False' } }, { active: false }],
    [{ op: 'add', path: 'roles', value: [{ value: 'lead' }] }, { roles: ['agent', 'lead'] }],
    [{ op: 'remove', path: 'emails[value co "@x"]' }, { email: null }],
    [{ op: 'remove', path: 'externalId' }, { externalId: null }],
    [{ op: 'replace', path: 'userName', value: 'Mia.W' }, { login: 'mia.w' }],
  ] as const)('follows %j', (operation, change) => expect(after(operation)).toMatchObject(change));

  it('is refused what it cannot be', () => {
    expect(() => after({ op: 'remove', path: 'userName' })).toThrow(ScimValueInvalid);
    expect(() => after({ op: 'replace', path: 'active', value: 'perhaps' })).toThrow(ScimValueInvalid);
  });
});
