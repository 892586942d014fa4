import { describe, expect, it } from '@jest/globals';
import { hourOf, oddnessOfLooks, oddnessOfReads, oddnessOfRows, type Access } from './access-pattern.js';

const USUAL = {
  ...{ perHour: 5, recordsPerDay: 8, timesTheirAverage: 3, rowsPerDay: 100, clientRowsPerDay: 1_000 },
  ...{ opensPerHour: 30, readsPerDay: 900 },
};
const NOTHING: Access = {
  ...{ looksInHour: 0, looksInDay: 0, recordsInDay: 0, looksBefore: 0, rowsInDay: 0 },
  ...{ opensInHour: 0, opensInDay: 0, opensBefore: 0, readsInDay: 0 },
};
const oddities = (access: Partial<Access>) =>
  oddnessOfLooks({ ...NOTHING, ...access }, USUAL).map(({ oddity }) => oddity);

describe('a look', () => {
  it('is usual as long as it is one of few', () => {
    expect(oddities({ looksInHour: 5, looksInDay: 10, recordsInDay: 8 })).toEqual([]);
  });

  it('is frequent when it is one of more than so many in an hour', () => {
    const sixTimes = { ...NOTHING, looksInHour: 6, looksInDay: 6, recordsInDay: 1 };
    expect(oddnessOfLooks(sixTimes, USUAL)).toEqual([{ oddity: 'frequent', count: 6, usual: 5 }]);
  });

  it('is bulk when it is of one more record than usual in a day', () => {
    expect(oddities({ looksInDay: 9, recordsInDay: 9 })).toEqual(['bulk']);
    expect(oddities({ looksInDay: 9, recordsInDay: 1 })).toEqual([]);
  });

  it('is unusual when it is many times as many as on their average day', () => {
    expect(oddities({ looksBefore: 29 * 4, looksInDay: 13 })).toEqual(['unusual']);
    expect(oddities({ looksBefore: 29 * 4, looksInDay: 12 })).toEqual([]);
  });
});

describe('records that somebody reads as they are', () => {
  const odd = (access: Partial<Access>) => oddnessOfReads({ ...NOTHING, ...access }, USUAL);

  it('are frequent when more of them are opened in an hour than usual', () => {
    expect(odd({ opensInHour: 30, opensInDay: 30 })).toEqual([]);
    expect(odd({ opensInHour: 31, opensInDay: 31 })).toEqual([{ oddity: 'frequent', count: 31, usual: 30 }]);
  });

  it('are bulk when lists and those opened are more than usual in a day', () => {
    expect(odd({ readsInDay: 901 })).toEqual([{ oddity: 'bulk', count: 901, usual: 900 }]);
  });

  it('are unusual when many times as many are opened as on their average day, and not few', () => {
    expect(odd({ opensBefore: 29 * 100, opensInDay: 300 })).toEqual([]);
    expect(odd({ opensBefore: 29 * 100, opensInDay: 301 })).toMatchObject([{ oddity: 'unusual', usual: 300 }]);
    expect(odd({ opensBefore: 0, opensInDay: 200 })).toEqual([]);
  });
});

describe('records shown in the clear', () => {
  const shown = (rowsInDay: number, kind: 'person' | 'client') => oddnessOfRows({ ...NOTHING, rowsInDay }, USUAL, kind);

  it('are bulk when they are more than a person, or a program, is usually shown in a day', () => {
    expect(shown(100, 'person')).toEqual([]);
    expect(shown(101, 'person')).toEqual([{ oddity: 'bulk', count: 101, usual: 100 }]);
    expect(shown(1_000, 'client')).toEqual([]);
    expect(shown(1_001, 'client')).toEqual([{ oddity: 'bulk', count: 1_001, usual: 1_000 }]);
  });

  it('are told of once an hour', () => {
    expect(hourOf(new Date('2026-11-23T09:30:00Z'))).toEqual(new Date('2026-11-23T09:00:00Z'));
  });
});
