import { describe, expect, it } from '@jest/globals';
import { AccountImportUnreadable, readPeople } from './person-csv.js';

const HEADER = 'externalId,login,name,email,phone,locale,roles,team,active';

describe('a list of people', () => {
  it('has what is said of each, and nothing where nothing is', () => {
    const { people, bad } = readPeople(
      `\uFEFF${HEADER}\n7,Mia, Mia Wong ,mia@x.example,,zh-CN,agent; lead;agent,North,\n8,li,Li,,,,,,false\n`,
    );
    expect(bad).toEqual([]);
    expect(people).toEqual([
      {
        line: 2,
        person: {
          ...{ externalId: '7', login: 'mia', name: 'Mia Wong', email: 'mia@x.example', phone: null, locale: 'zh-CN' },
          ...{ roles: ['agent', 'lead'], team: 'North', active: true },
        },
      },
      expect.objectContaining({ line: 3, person: expect.objectContaining({ active: false, roles: [], email: null }) }),
    ]);
  });

  it.each([
    [',mia,Mia', 'externalId', 'missing'],
    ['1,,Mia', 'login', 'missing'],
    ['1,mia,Mia,nowhere', 'email', 'invalid-format'],
    ['1,mia,M***', 'name', 'masked-value'],
    ['****1234,mia,Mia', 'externalId', 'masked-value'],
    ['1,mia,Mia,,,,,,perhaps', 'active', 'invalid-value'],
  ])('names what is wrong with %s', (line, field, code) => {
    expect(readPeople(`${HEADER}\n${line}`)).toEqual({ people: [], bad: [{ line: 2, field, code }] });
  });

  it('takes nobody twice', () => {
    const { people, bad } = readPeople(`${HEADER}\n1,mia,Mia\n1,li,Li\n2,MIA,Mia\n3,zoe,Zoe`);
    expect(people.map(({ line }) => line)).toEqual([2, 5]);
    expect(bad).toEqual([
      { line: 3, field: 'externalId', code: 'twice-in-list' },
      { line: 4, field: 'login', code: 'twice-in-list' },
    ]);
  });

  it('is a CSV with somebody in it', () => {
    expect(() => readPeople(HEADER)).toThrow(AccountImportUnreadable);
    expect(() => readPeople(`${HEADER}\n"1,mia`)).toThrow(AccountImportUnreadable);
  });
});
