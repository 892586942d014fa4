import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { totalOf, type HandledDay } from '#libs/workforce/forecast/history';
import { OFFICE, someWeeks } from '#libs/workforce/forecast/some-weeks.contract';
import { makeForecast, type ForecastDay, type ForecastMade, type ForecastOrder } from './forecasts/make-forecast.js';
import { weighted } from './forecasts/source-days.js';
import { workedDays } from './forecasts/worked-days.js';
import { Opening } from './groups/opening.js';
import { PlanningGroupContent } from './groups/planning-group.dto.js';
import { actualOf } from './history/actual-interval.js';
import { readVolumes } from './history/volumes-csv.js';
import { OutsideForecast, VolumesUnreadable } from './planning.errors.js';
import { requiredOf, rulesOf } from './requirements/group-staffing.js';
import { scenarioDay } from './requirements/scenario.js';
import { changedDays, type ForecastChange } from './versions/forecast-edits.js';

const HOUR_MS = 3_600_000;
const office = { timeZone: 'UTC', opensAt: '08:00', closesAt: '11:00', intervalMinutes: 60 } as const;
const opening = new Opening(office);

describe('the opening of a planning group', () => {
  it('has as many intervals on every day, also where clocks are put forward and back', () => {
    const berlin = new Opening({ ...office, timeZone: 'Europe/Berlin', opensAt: '00:00', closesAt: '24:00' });
    const [usual, forward, back] = ['2026-11-23', '2026-03-29', '2026-10-25'].map((date) => berlin.of(date));
    const hours = (day: typeof usual) => day!.map(({ from, to }) => (to - from) / HOUR_MS);
    expect([usual, forward, back].map((day) => day!.length)).toEqual([24, 24, 24]);
    expect(hours(usual)).toEqual(new Array(24).fill(1));
    expect(hours(forward).filter((length) => length === 0)).toHaveLength(1);
    expect(hours(back).reduce((sum, each) => sum + each, 0)).toBe(25);
    expect(new Date(usual![0]!.from).toISOString()).toBe('2026-11-22T23:00:00.000Z');
    expect(berlin.dateAt(usual![0]!.from)).toBe('2026-11-23');
  });

  it('names its intervals by the wall clock, and fills a whole day up with nothing', () => {
    expect([0, 2].map((at) => opening.nameOf(at))).toEqual(['08:00', '10:00']);
    expect(['08:00', '10:00', '11:00', '08:30'].map((at) => opening.placeOf(at))).toEqual([0, 2, -1, -1]);
    const whole = opening.wholeDay([1, 2, 3]);
    expect([whole.length, whole.slice(7, 12), totalOf(whole)]).toEqual([24, [0, 1, 2, 3, 0], 6]);
  });

  it('is refused where intervals do not meet it', () => {
    const group = {
      ...{ name: 'calls', queueIds: ['calls'], timeZone: 'UTC', handleSeconds: 180, patienceSeconds: null },
      goal: { serviceLevelPercent: 80, withinSeconds: 20 },
    };
    const isTaken = (hours: object) => PlanningGroupContent.safeParse({ ...group, ...hours }).success;
    expect(isTaken({ intervalMinutes: 30, opensAt: '07:30', closesAt: '21:00' })).toBe(true);
    expect(isTaken({ intervalMinutes: 30, opensAt: '07:15', closesAt: '21:00' })).toBe(false);
    expect(isTaken({ intervalMinutes: 30, opensAt: '21:00', closesAt: '07:00' })).toBe(false);
    expect(isTaken({ intervalMinutes: 7 })).toBe(false);
    expect(isTaken({ intervalMinutes: 30, queueIds: [] })).toBe(false);
  });
});

describe('who calls again', () => {
  it('is said only of those who give up', () => {
    const isTaken = (patienceSeconds: number | null, redialPercent: number) =>
      PlanningGroupContent.safeParse({
        ...{ name: 'calls', queueIds: ['calls'], timeZone: 'UTC', intervalMinutes: 30, handleSeconds: 180 },
        ...{ patienceSeconds, redialPercent, goal: { serviceLevelPercent: 80, withinSeconds: 20 } },
      }).success;
    expect([isTaken(60, 40), isTaken(null, 0), isTaken(null, 40), isTaken(60, 100)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the shrinkage of a planning group', () => {
  const group = {
    ...{ name: 'calls', queueIds: ['calls'], timeZone: 'UTC', intervalMinutes: 30, handleSeconds: 180 },
    ...{ patienceSeconds: null, goal: { serviceLevelPercent: 80, withinSeconds: 20 } },
  };
  const required = (shrinkage: object) =>
    requiredOf(
      { contacts: [100], handleSeconds: [180] },
      30,
      rulesOf(PlanningGroupContent.parse({ ...group, ...shrinkage })),
    );

  it.each([
    ['none', {}, 14, 14],
    ['as one figure is unplanned, as it was', { shrinkagePercent: 30 }, 20, 20],
    ['in part is what rosters place', { shrinkagePercent: 30, plannedShrinkagePercent: 20 }, 20, 16],
    ['wholly planned asks rosters for nobody more', { shrinkagePercent: 30, plannedShrinkagePercent: 30 }, 20, 14],
  ])('%s', (_, shrinkage, scheduled, rostered) => {
    expect(required(shrinkage)[0]).toMatchObject({ agents: 14, scheduled, rostered });
  });

  it('is never planned beyond what it is', () => {
    const more = { ...group, shrinkagePercent: 10, plannedShrinkagePercent: 11 };
    expect(PlanningGroupContent.safeParse(more).error!.issues.map(({ path }) => path)).toEqual([
      ['plannedShrinkagePercent'],
    ]);
  });

  it('is less in a scenario, of which no more is planned than there is', () => {
    const rules = rulesOf(PlanningGroupContent.parse({ ...group, shrinkagePercent: 30, plannedShrinkagePercent: 20 }));
    const day = { date: '2026-11-30', contacts: [100], handleSeconds: [180] };
    const what = { volumePercent: 0, handleTimePercent: 0, shrinkage: 0.1, scheduled: {} };
    expect(scenarioDay(day, 30, rules, what).intervals).toMatchObject([{ scheduled: 20, required: 16 }]);
  });
});

describe('figures of quarters', () => {
  it('are spread over the intervals of a day and lose nothing', () => {
    const lengths = fc.constantFrom(5 as const, 6 as const, 10 as const, 20 as const, 30 as const, 60 as const);
    const property = fc.property(
      lengths,
      fc.array(fc.nat(200), { minLength: 12, maxLength: 12 }),
      (minutes, counts) => {
        const intervals = new Opening({ ...office, intervalMinutes: minutes }).of('2026-11-23');
        const quarters = counts.map((offered, at) => ({
          from: intervals[0]!.from + at * 15 * 60_000,
          tally: { offered, answered: offered, talkMs: 1_000 * offered } as never,
        }));
        const contacts = actualOf(intervals, quarters).map((interval) => interval.contacts);
        expect(totalOf(contacts)).toBeCloseTo(totalOf(counts), 6);
      },
    );
    fc.assert(property, { numRuns: 100 });
  });
});

describe('volumes in a file', () => {
  it('are read line by line, with what was handled', () => {
    const csv = 'date,time,contacts,handledSeconds\n2026-11-23,08:00,10,1800\n2026-11-23,10:00,4,600\n';
    expect(readVolumes(csv, opening, undefined)).toEqual({
      days: [{ date: '2026-11-23', contacts: [10, 0, 4], handledSeconds: [1_800, 0, 600] }],
      bad: [],
    });
  });

  it('are read day by day; what is outside the opening is passed over', () => {
    const csv = 'date,07:00,08:00,09:00,10:00\n2026-11-24,9,1,2,3\n2026-11-23,9,4,5,6\n';
    expect(readVolumes(csv, opening, undefined).days).toEqual([
      { date: '2026-11-23', contacts: [4, 5, 6], handledSeconds: null },
      { date: '2026-11-24', contacts: [1, 2, 3], handledSeconds: null },
    ]);
  });

  it('are counted from a first day on, weekdays alone', () => {
    const lines = someWeeks(6, { ...OFFICE, intervals: [1, 2, 1] }).flatMap(({ values }, day) =>
      values.map((calls, interval) => `${day},${interval},${calls}`),
    );
    const { days } = readVolumes(`day,interval,calls\n${lines.join('\n')}\n`, opening, '2026-01-05');
    expect(days).toHaveLength(30);
    expect([days[0]!.date, days[5]!.date, days.at(-1)!.date]).toEqual(['2026-01-05', '2026-01-12', '2026-02-13']);
  });

  it.each([
    ['2026-13-01,08:00,1', 'date', 'not-a-date'],
    ['2026-11-23,08:15,1', 'time', 'no-such-interval'],
    ['2026-11-23,08:00,-1', 'contacts', 'not-a-number'],
    ['2026-11-23,08:00,1,soon', 'handledSeconds', 'not-a-number'],
  ])('of the line %s are named and left out', (line, field, code) => {
    const csv = `date,time,contacts,handledSeconds\n2026-11-22,08:00,1,60\n${line}\n`;
    const { days, bad } = readVolumes(csv, opening, undefined);
    expect(bad).toEqual([{ line: 3, field, code }]);
    expect(days.map(({ date }) => date)).toEqual(['2026-11-22']);
  });

  it.each(['', 'a,b\n1,2\n', 'day,interval,calls\n0,0,1\n', 'date,08:00,09:00\n2026-11-23,1,2\n', 'date,time\n'])(
    'that cannot be read are refused: %j',
    (csv) => expect(() => readVolumes(csv, opening, undefined)).toThrow(VolumesUnreadable),
  );
});

describe('a forecast', () => {
  const handled = (day: { date: string; values: readonly number[]; events?: readonly string[] }): HandledDay => ({
    ...day,
    handledSeconds: day.values.map((count) => 240 * count),
  });
  const history = someWeeks(
    10,
    { ...OFFICE, events: { sale: 0.5 } },
    {
      events: { '2026-01-20': ['sale'], '2026-02-19': ['sale'] },
    },
  ).map(handled);
  const made = (order: ForecastOrder): ForecastMade => {
    const making = makeForecast(order);
    let step = making.next();
    while (!step.done) step = making.next();
    return step.value;
  };

  it('is for the weekdays that are worked, without closed days, and with what is special', () => {
    const special = [
      { date: '2026-03-17', isOpen: false, events: [], drivers: {} },
      { date: '2026-03-21', isOpen: true, events: ['sale'], drivers: {} },
    ];
    const ahead = workedDays(history, '2026-03-22', special);
    expect(ahead.map(({ date }) => date)).toEqual([
      ...['2026-03-16', '2026-03-18', '2026-03-19', '2026-03-20', '2026-03-21'],
    ]);
    expect(ahead.at(-1)!.events).toEqual(['sale']);
  });

  it('has learnt what a promotion brings, and says handle times too', () => {
    const sale = { date: '2026-03-17', isOpen: true, events: ['sale'], drivers: {} };
    const [plain, promoted] = [[], [sale]].map((special) => {
      return made({ history, ahead: workedDays(history, '2026-03-20', special) }).days[1]!;
    });
    expect(totalOf(promoted!.contacts) / totalOf(plain!.contacts)).toBeGreaterThan(1.2);
    for (const seconds of plain!.handleSeconds) expect(seconds).toBeCloseTo(240, 6);
  });

  it('learns nothing from a day that somebody has excluded, and says how much less is known of what is far', () => {
    const outage = '2026-03-09';
    const wrong = history.map((day) => (day.date === outage ? { ...day, values: day.values.map(() => 9_999) } : day));
    const forecast = (days: readonly HandledDay[]) =>
      made({ history: days, ahead: workedDays(days, '2026-03-20', []) });
    const excluded = weighted(wrong, [{ date: outage, weight: 0 }]);
    expect(forecast(excluded).days).toEqual(forecast(weighted(history, [{ date: outage, weight: 0 }])).days);
    expect(forecast(history).uncertainty.growth).toBeGreaterThanOrEqual(0);
  });

  it('is the same for the same order', () => {
    const order = { history, ahead: workedDays(history, '2026-03-20', []) };
    expect(made(order)).toEqual(made(order));
  });
});

describe('an edit', () => {
  const days: ForecastDay[] = ['2026-11-23', '2026-11-24'].map((date) => ({
    ...{ date, contacts: [10, 20, 30], handleSeconds: [100, 100, 100] },
  }));
  const after = (change: ForecastChange) => changedDays(days, change, opening);

  it('gives a day another total and keeps its profile', () => {
    const total = fc.double({ min: 0, max: 1e6, noNaN: true });
    const property = fc.property(total, (contacts) => {
      const [day] = after({ kind: 'day', date: '2026-11-23', contacts });
      expect(totalOf(day!.contacts)).toBeCloseTo(contacts, 6);
      expect(day!.contacts[1]! * 3).toBeCloseTo(day!.contacts[2]! * 2, 6);
    });
    fc.assert(property, { numRuns: 100 });
    expect(
      changedDays([{ ...days[0]!, contacts: [0, 0, 0] }], { kind: 'day', date: '2026-11-23', contacts: 6 }, opening),
    ).toMatchObject([{ contacts: [2, 2, 2] }]);
  });

  it('changes an interval, or hours by a percentage', () => {
    expect(after({ kind: 'interval', date: '2026-11-24', at: '09:00', handleSeconds: 150 })).toEqual([
      { date: '2026-11-24', contacts: [10, 20, 30], handleSeconds: [100, 150, 100] },
    ]);
    const hours = { kind: 'percentage', from: '2026-11-23', to: '2026-12-01', of: 'contacts', percent: -50 } as const;
    expect(after({ ...hours, fromTime: '09:00' }).map(({ contacts }) => contacts)).toEqual([
      [10, 10, 15],
      [10, 10, 15],
    ]);
  });

  it.each<ForecastChange>([
    { kind: 'day', date: '2026-11-25', contacts: 1 },
    { kind: 'interval', date: '2026-11-23', at: '11:00', contacts: 1 },
    { kind: 'percentage', from: '2027-01-01', to: '2027-01-02', of: 'contacts', percent: 5 },
  ])('outside the forecast is refused: %j', (change) => expect(() => after(change)).toThrow(OutsideForecast));
});
