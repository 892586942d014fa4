import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { OFF } from '#libs/workforce/roster/roster-problem';
import type { CalendarDay } from '../domain/work-calendar.js';
import { CHINESE_LABOUR_LAW } from '../domain/labour-law.js';
import { RosteredAgent, RosterRules, ShiftPattern, WorkPlan } from '../setup/setup.dto.js';
import { shiftOf } from './made-shifts.js';
import { optionsOf, type Making, type Person } from './making.js';
import { beyondFair, burdensOf, unpopularHours } from './unpopular-hours.js';

/** A Monday. */
const MONDAY = '2026-11-30';
const [DAY, NIGHT] = [newId(new Date(0)), newId(new Date(1))];

function person(id: string, { patternIds = [DAY, NIGHT], hours = 40, since = '2020-01-01' } = {}): Person {
  const set = { id, version: 1 };
  const plan = { ...set, ...WorkPlan.parse({ name: 'p', mostWeeklyMinutes: hours * 60, patternIds }) };
  const agent = { ...set, ...RosteredAgent.parse({ planningGroupId: 'g', workPlanId: DAY, since }) };
  return { id, agent, plan, terms: { terms: plan, availability: [], leave: [] } };
}

function making(people: readonly Person[], calendar: readonly CalendarDay[] = []): Making {
  const set = { version: 1 };
  const pattern = (id: string, startsFrom: number) => {
    const content = { name: id, startsFrom, startsUntil: startsFrom, minutes: 480 };
    return [id, { ...ShiftPattern.parse(content), ...set, id }] as const;
  };
  return {
    roster: {
      ...{ id: 'r', version: 1, planningGroupId: 'g', timeZone: 'UTC', startsOn: MONDAY, weeks: 1, status: 'draft' },
      ...{ demand: { intervalMinutes: 60, days: [] }, basedOn: 0, demandBasis: null, outdatedAt: null, edition: 0 },
      createdAt: new Date(0),
    },
    rules: { ...set, id: 'tenant', ...RosterRules.parse({ law: { ...CHINESE_LABOUR_LAW, calendar: [...calendar] } }) },
    patterns: new Map([pattern(DAY, 9 * 60), pattern(NIGHT, 22 * 60)]),
    ...{ people, drafted: [], around: [], elsewhere: [] },
  };
}
const worked = (all: Making, id: string, patternId: string, date: string) => {
  const option = optionsOf(all).find(({ pattern }) => pattern.id === patternId)!;
  return shiftOf(all, option, id, date, new Date(0));
};

describe('hours that nobody likes', () => {
  const all = making([person('mia')], [{ date: '2026-12-02', kind: 'statutory-holiday' }]);
  const hours = (patternId: string, date: string) => unpopularHours(all, worked(all, 'mia', patternId, date));

  it.each([
    ['a day in the week', DAY, MONDAY, 0],
    ['a night in the week: from ten to six', NIGHT, MONDAY, 8],
    ['a Saturday', DAY, '2026-12-05', 8],
    ['a night on a Saturday: both', NIGHT, '2026-12-05', 16],
    ['a night into a Saturday: its six hours there both', NIGHT, '2026-12-04', 14],
    ['a night out of a weekend', NIGHT, '2026-12-06', 10],
    ['a statutory holiday, twice', DAY, '2026-12-02', 16],
  ])('%s', (_, patternId, date, expected) => expect(hours(patternId, date)).toBeCloseTo(expected, 9));
});

describe('what somebody has beyond a fair share', () => {
  it('is by contracts: half the hours, half the share', () => {
    const all = making([person('mia'), person('ben', { hours: 20 })]);
    const beyond = beyondFair(all, [worked(all, 'mia', NIGHT, MONDAY)]);
    expect(beyond.get('mia')).toBeCloseTo(8 - (8 * 2) / 3, 9);
    expect(beyond.get('ben')).toBeCloseTo(-8 / 3, 9);
  });

  it('is shared by those who could have worked it, and nobody else', () => {
    const days = person('ben', { patternIds: [DAY] });
    const all = making([person('mia'), person('ann'), days, person('new', { since: '2026-12-05' })]);
    const beyond = beyondFair(all, [worked(all, 'mia', NIGHT, MONDAY)]);
    expect([...beyond]).toEqual([
      ['mia', 4],
      ['ann', -4],
      ['ben', 0],
      ['new', 0],
    ]);
  });

  it('before the roster makes less fair in it', () => {
    const before = making([person('mia'), person('ann')]);
    const all = { ...before, around: [worked(before, 'mia', NIGHT, '2026-11-23')] };
    const line = (night: number) => Array.from({ length: 7 }, (_, day) => (day === night ? 1 : OFF));
    const { fair, ofShift } = burdensOf(all, optionsOf(all), [line(1), line(2)]);
    expect(fair).toEqual([4, 12]);
    expect(ofShift.slice(0, 2)).toEqual([0, 8]);
  });
});
