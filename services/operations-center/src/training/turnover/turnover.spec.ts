import { describe, expect, it } from '@jest/globals';
import { turnoverOf, type Staff, type Taken } from './turnover.js';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const person = (personId: string, since: string, leftAt: string | null = null): Staff => {
  return { personId, since: day(since), leftAt: leftAt === null ? null : day(leftAt) };
};
const took = (personId: string, courseId: string, completedAt: string | null, more: Partial<Taken> = {}): Taken => ({
  ...{ personId, courseId, isForStarting: false, minutes: 60 },
  completedAt: completedAt === null ? null : day(completedAt),
  ...more,
});
const YEAR = { from: day('2026-01-01'), to: day('2027-01-01') };

describe('who leaves', () => {
  it('counts by how long they were there, beside all who had that tenure in the time', () => {
    const staff = [
      ...[person('short', '2026-02-01', '2026-03-15'), person('half', '2025-12-01', '2026-05-01')],
      ...[person('old', '2020-01-01'), person('before', '2025-01-01', '2025-12-31'), person('later', '2027-02-01')],
    ];
    expect(turnoverOf(staff, [], YEAR).byTenure).toEqual([
      { tenure: 'under-3-months', people: 2, leavers: 1 },
      { tenure: '3-to-6-months', people: 1, leavers: 1 },
      { tenure: '6-to-12-months', people: 0, leavers: 0 },
      { tenure: 'over-12-months', people: 1, leavers: 0 },
    ]);
  });

  it('takes along what they have learnt, whenever that was; what stayers learnt counts in the time', () => {
    const staff = [person('gone', '2025-06-01', '2026-06-01'), person('here', '2025-06-01')];
    const taken = [
      ...[took('gone', 'basics', '2025-07-01', { minutes: 90 }), took('gone', 'refunds', '2026-02-01')],
      ...[took('gone', 'never', null), took('here', 'basics', '2025-07-01'), took('here', 'refunds', '2026-02-01')],
    ];
    const { learntByLeavers, learntByStayers, byCourse } = turnoverOf(staff, taken, YEAR);
    expect(learntByLeavers).toEqual({ people: 1, courses: 2, minutes: 150 });
    expect(learntByStayers).toEqual({ people: 1, courses: 1, minutes: 60 });
    expect(byCourse).toEqual([
      { courseId: 'basics', people: 1, courses: 1, minutes: 90 },
      { courseId: 'refunds', people: 1, courses: 1, minutes: 60 },
    ]);
  });

  it('takes as long to be proficient as the last course for starting', () => {
    const staff = ['mia', 'ben', 'zoe', 'li'].map((id) => person(id, '2026-03-01'));
    const starting = { isForStarting: true };
    const taken = [
      ...[took('mia', 'a', '2026-03-05', starting), took('mia', 'b', '2026-03-11', starting)],
      ...[took('ben', 'a', '2026-03-21', starting), took('zoe', 'a', null, starting), took('li', 'c', '2026-03-02')],
    ];
    expect(turnoverOf(staff, taken, YEAR).proficiency).toEqual({ people: 3, medianDays: 15, notYet: 1 });
  });

  it('says nothing of nobody', () => {
    expect(turnoverOf([], [], YEAR).proficiency).toEqual({ people: 0, medianDays: null, notYet: 0 });
  });
});
