import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inOrderOfRight, type Bid } from './bidding.js';
import { brokenRules, seatsMissing } from './check-schedule.js';
import { addDays } from './dates.js';
import { CHINESE_LABOUR_LAW } from './labour-law.js';
import { addedViolations, isHard } from './violation.js';
import { regularMinutes, spansOf, withoutCourses, type Activity, type WorkShift } from './work-shift.js';
import type { AgentTerms } from './work-terms.js';

const MONDAY = '2026-11-30';
const terms: AgentTerms = {
  terms: {
    ...{ leastWeeklyMinutes: 0, mostWeeklyMinutes: 9_999, mostConsecutiveDays: 6, leastRestMinutes: 0 },
    ...{ mostWeekendsInFourWeeks: 4, patternIds: ['day'] },
  },
  ...{ availability: [], leave: [] },
};

/** On the day so many after the Monday, at an hour, so many hours long. */
function shift(day: number, hour: number, hours: number, more: Partial<WorkShift> = {}): WorkShift {
  const date = addDays(MONDAY, day);
  const startsAt = new Date(Date.parse(date) + hour * 3_600_000);
  return {
    ...{ id: `${day}-${hour}`, agentId: 'mia', date, patternId: 'day', siteId: null, startMinute: hour * 60 },
    ...{ startsAt, endsAt: new Date(startsAt.getTime() + hours * 3_600_000), activities: [], ...more },
  };
}
const activity = (kind: Activity['kind'], day: number, hour: number, hours: number, isPaid = true): Activity => {
  const { startsAt, endsAt } = shift(day, hour, hours);
  return { kind, from: startsAt.toISOString(), to: endsAt.toISOString(), isPaid };
};
const days = (...which: number[]) => which.map((day) => shift(day, 9, 8));
const overtime = (day: number, hours: number) =>
  shift(day, 9, 8 + hours, { activities: [activity('overtime', day, 17, hours)] });
const codes = (shifts: WorkShift[], agent: Partial<AgentTerms> & { plan?: Partial<AgentTerms['terms']> } = {}) =>
  brokenRules('mia', CHINESE_LABOUR_LAW, { ...terms, ...agent, terms: { ...terms.terms, ...agent.plan } }, shifts).map(
    ({ code }) => code,
  );

describe('the rules of schedules', () => {
  it.each<[string, WorkShift[], string[]]>([
    ['five days of eight hours', days(0, 1, 2, 3, 4), []],
    [
      'nine hours, one of them unpaid lunch',
      [shift(0, 9, 9, { activities: [activity('lunch', 0, 12, 1, false)] })],
      [],
    ],
    ['nine paid hours', [shift(0, 9, 9)], ['day-minutes']],
    ['two shifts of a day, nine hours together', [shift(0, 8, 4), shift(0, 13, 5)], ['day-minutes']],
    ['six days of eight hours', days(0, 1, 2, 3, 4, 5), ['week-minutes']],
    ['seven short days', [0, 1, 2, 3, 4, 5, 6].map((day) => shift(day, 9, 5)), ['rest-day', 'consecutive-days']],
    ['a late shift before an early one', [shift(0, 14, 8), shift(1, 8, 8)], ['rest-between-shifts']],
    ['a night that goes past midnight: it belongs to its first day', [shift(6, 22, 8), ...days(8, 9, 10, 11)], []],
    ['three hours of overtime', [overtime(0, 3)], []],
    ['four hours of overtime', [overtime(0, 4)], ['overtime-day']],
    [
      '37 hours of overtime in a month',
      [1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17].map((day) => overtime(day, day === 17 ? 1 : 3)),
      ['overtime-month'],
    ],
    [
      'an activity outside',
      [shift(0, 9, 8, { activities: [activity('break', 0, 18, 1)] })],
      ['activity-outside-shift'],
    ],
    [
      'two activities at once',
      [shift(0, 9, 8, { activities: [activity('break', 0, 12, 2), activity('meeting', 0, 13, 1)] })],
      ['activities-overlap'],
    ],
    ['two shifts at once', [shift(0, 8, 4), shift(0, 11, 4)], ['shifts-overlap']],
    ['a pattern that is not agreed', [shift(0, 9, 8, { patternId: 'night' })], ['pattern-not-allowed']],
  ])('know %s', (_, shifts, wanted) => expect(codes(shifts)).toEqual(wanted));

  it('know what is agreed with the agent', () => {
    expect(codes(days(0, 1, 2, 3), { plan: { mostConsecutiveDays: 3 } })).toEqual(['consecutive-days']);
    expect(codes(days(5, 12), { plan: { mostWeekendsInFourWeeks: 1 } })).toEqual(['weekends']);
    expect(codes(days(5, 33), { plan: { mostWeekendsInFourWeeks: 1 } })).toEqual([]);
    const monday = { date: MONDAY, from: new Date(MONDAY), to: new Date(addDays(MONDAY, 1)) };
    expect(codes(days(0), { leave: [monday] })).toEqual(['on-leave']);
    expect(codes([shift(-1, 22, 8), ...days(1)], { leave: [monday] })).toEqual([]);
    expect(codes(days(0), { availability: [{ weekday: 0, hours: null }] })).toEqual(['unavailable']);
    expect(codes(days(0), { availability: [{ weekday: 0, hours: { from: 540, to: 1_020 } }] })).toEqual([]);
    expect(codes(days(0), { plan: { leastWeeklyMinutes: 481 } })).toEqual(['plan-least-minutes']);
    expect(codes(days(0), { plan: { mostWeeklyMinutes: 479 } })).toEqual(['plan-week-minutes']);
  });

  it('average the hours of weeks where the law does', () => {
    const law = { ...CHINESE_LABOUR_LAW, averagingWeeks: 2 };
    const broken = (shifts: WorkShift[]) => brokenRules('mia', law, terms, shifts).map(({ code }) => code);
    expect(broken(days(0, 1, 2, 3, 4, 5, 7, 8, 9, 10))).toEqual([]);
    expect(broken(days(0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11))).toEqual(['week-minutes']);
  });

  it('refuse only what a change has added', () => {
    const before = brokenRules('mia', CHINESE_LABOUR_LAW, terms, [shift(0, 9, 9)]);
    const after = brokenRules('mia', CHINESE_LABOUR_LAW, terms, [shift(0, 9, 9), shift(1, 9, 8)]);
    const worse = brokenRules('mia', CHINESE_LABOUR_LAW, terms, [shift(0, 9, 10)]);
    expect(addedViolations(before, after)).toEqual([]);
    expect(addedViolations(before, worse).map(isHard)).toEqual([true]);
  });

  it('count seats, free in the moment that somebody leaves', () => {
    expect(seatsMissing([shift(0, 9, 4), shift(0, 13, 4)], 1)).toEqual([]);
    expect(seatsMissing([shift(0, 9, 5), shift(0, 13, 4)], 1)).toMatchObject([{ there: 2 }]);
  });

  it('cut a shift into activities without a gap, whatever is in it', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 9, max: 16 }), { maxLength: 5 });
    fc.assert(
      fc.property(hours, fc.constantFrom<Activity['kind']>('break', 'lunch', 'training', 'overtime'), (at, kind) => {
        const one = shift(0, 9, 8, { activities: at.map((hour) => activity(kind, 0, hour, 1, kind !== 'lunch')) });
        const spans = spansOf(one);
        expect([spans[0]!.from, spans.at(-1)!.to]).toEqual([one.startsAt, one.endsAt]);
        spans.slice(1).forEach((span, index) => expect(span.from).toEqual(spans[index]!.to));
        const unpaid = kind === 'lunch' || kind === 'overtime' ? at.length * 60 : 0;
        expect(regularMinutes(one)).toBe(480 - unpaid);
      }),
      { numRuns: 60 },
    );
  });
});

describe('who gets an open shift', () => {
  const bid = (agentId: string, minute: number, since: string, minutes: number): Bid => ({
    ...{ agentId, since, minutes, at: new Date(minute * 60_000) },
  });
  const bids = [bid('a', 3, '2020-01-01', 100), bid('b', 1, '2021-01-01', 300), bid('c', 2, '2019-01-01', 200)];

  it.each([
    ['first', 'bca'],
    ['seniority', 'cab'],
    ['fairness', 'acb'],
  ] as const)('is by %s: %s', (order, wanted) =>
    expect(
      inOrderOfRight(bids, order)
        .map(({ agentId }) => agentId)
        .join(''),
    ).toBe(wanted),
  );
});

describe('a shift that somebody else has', () => {
  it('is without what its former agent was to learn; pauses stay', () => {
    const at = { from: '2026-11-30T01:00:00.000Z', to: '2026-11-30T02:00:00.000Z', isPaid: true };
    const own: Activity[] = [
      { kind: 'lunch', ...at },
      { kind: 'training', ...at, course: { id: 'c', title: 'C' } },
      { kind: 'training', ...at },
    ];
    expect(withoutCourses(own).map(({ kind }) => kind)).toEqual(['lunch', 'training']);
  });
});
