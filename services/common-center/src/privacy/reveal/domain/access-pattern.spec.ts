import { describe, expect, it } from '@jest/globals';
import { alarmWindow, oddnessOf, type Look } from './access-pattern.js';

const NOW = new Date('2026-11-23T09:30:00Z');
const USUAL = { perHour: 5, recordsPerDay: 8, timesTheirAverage: 3, rowsPerDay: 100 };
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

function looks(count: number, everyMs: number, recordId = (index: number) => `r-${index}`): Look[] {
  return Array.from({ length: count }, (_, index) => ({
    at: new Date(NOW.getTime() - index * everyMs),
    recordId: recordId(index),
    rows: null,
  }));
}
const oddities = (all: readonly Look[]) => oddnessOf(all, USUAL, NOW).map(({ oddity }) => oddity);

describe('a look', () => {
  it('is usual as long as it is one of few', () => {
    expect(oddities(looks(5, MINUTE))).toEqual([]);
    expect(oddities(looks(8, 90 * MINUTE))).toEqual([]);
  });

  it('is frequent when it is one of more than so many in an hour', () => {
    const sixTimes = looks(6, MINUTE, () => 'the same');
    expect(oddnessOf(sixTimes, USUAL, NOW)).toEqual([{ oddity: 'frequent', count: 6, usual: 5 }]);
    expect(oddities(looks(6, 20 * MINUTE))).toEqual([]);
  });

  it('is bulk when it is of one more record than usual in a day', () => {
    expect(oddities(looks(9, 120 * MINUTE))).toEqual(['bulk']);
    expect(oddities(looks(9, 120 * MINUTE, () => 'the same'))).toEqual([]);
  });

  it('is unusual when it is many times as many as on their average day', () => {
    const aTypicalMonth = Array.from({ length: 29 * 4 }, (_, index) => ({
      at: new Date(NOW.getTime() - DAY - (index / 4) * DAY * 0.99),
      recordId: 'the same',
      rows: null,
    }));
    const today = looks(13, 100 * MINUTE, () => 'the same');
    expect(oddities([...aTypicalMonth, ...today])).toEqual(['unusual']);
    expect(oddities([...aTypicalMonth, ...today.slice(1)])).toEqual([]);
  });

  it('at lists counts by their rows, of a day, and not as looks at single records', () => {
    const lists = (count: number, everyMs: number) =>
      Array.from({ length: count }, (_, index): Look => ({
        ...{ at: new Date(NOW.getTime() - index * everyMs), recordId: 'CustomerController.listCustomers', rows: 11 },
      }));
    expect(oddities(lists(9, MINUTE))).toEqual([]);
    expect(oddnessOf(lists(10, MINUTE), USUAL, NOW)).toEqual([{ oddity: 'bulk', count: 110, usual: 100 }]);
    expect(oddities(lists(10, 0.11 * DAY))).toEqual(['bulk']);
    expect(oddities(lists(10, 0.5 * DAY))).toEqual([]);
  });

  it('is told of once an hour', () => {
    expect(alarmWindow(NOW)).toEqual(new Date('2026-11-23T09:00:00Z'));
  });
});
