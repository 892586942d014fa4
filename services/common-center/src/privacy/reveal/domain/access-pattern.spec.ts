import { describe, expect, it } from '@jest/globals';
import { hourOf, oddnessOfLooks, oddnessOfRows, type Access } from './access-pattern.js';

const USUAL = { perHour: 5, recordsPerDay: 8, timesTheirAverage: 3, rowsPerDay: 100, clientRowsPerDay: 1_000 };
const NOTHING: Access = { looksInHour: 0, looksInDay: 0, recordsInDay: 0, looksBefore: 0, rowsInDay: 0 };
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
