import { describe, expect, it } from '@jest/globals';
import type { ObservedDay } from '#libs/workforce/forecast/history';
import { erlangA } from '#libs/workforce/staffing/erlang/erlang-a';
import { CannotPlay } from '../../world/cannot-play.js';
import { VOICE } from '../day/habits.js';
import { knownWeek, volumesFile } from './known-week.js';
import { overall, promises } from './promises.js';
import { rosterStaff } from './roster-staff.js';
import { paidHours, presentOf, spansOf, type Shift } from './worked-day.js';

/** Two weeks of five-minute intervals; the second Tuesday nobody worked. */
const HISTORY: readonly ObservedDay[] = [
  ...['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09'],
  ...['2026-01-12', '2026-01-14', '2026-01-15', '2026-01-16'],
].map((date) => ({ date, values: [1, 2, 3, 4, 5, 6, 7] }));

describe('the week of a day', () => {
  it('knows what came before its Monday, by half hours, and which of its usual days are closed', () => {
    const week = knownWeek(HISTORY, 7);
    expect(week).toMatchObject({ date: '2026-01-15', monday: '2026-01-12', sunday: '2026-01-18', intervals: 7 });
    expect(week.before.map(({ date }) => date.slice(8))).toEqual(['05', '06', '07', '08', '09']);
    expect([week.came, week.closed]).toEqual([[21, 7], ['2026-01-13']]);
  });

  it('is not there for a day that the file has not', () => {
    expect(() => knownWeek(HISTORY, 9)).toThrow(CannotPlay);
  });

  it('is told to a planning group as a file with a line for each day', () => {
    const [head, first] = volumesFile(knownWeek(HISTORY, 7).before, 420).split('\n');
    expect([head, first]).toEqual(['date,07:00,07:30', '2026-01-05,21,7']);
  });
});

describe('a published shift', () => {
  const volumes = { opensAtSeconds: 7 * 3_600, intervalSeconds: 300, calls: Array<number>(24).fill(3) };
  const at = (clock: string) => `2026-01-15T${clock}:00.000Z`;
  const shift: Shift = {
    ...{ date: '2026-01-15', startsAt: at('07:00'), endsAt: at('08:30') },
    activities: [
      { from: at('08:00'), to: at('08:10'), isPaid: false },
      { from: at('07:30'), to: at('07:45'), isPaid: true },
    ],
  };

  it('is worked but for its pauses', () => {
    expect(spansOf(shift, volumes)).toEqual([
      { from: 0, to: 1_800 },
      { from: 2_700, to: 3_600 },
      { from: 4_200, to: 5_400 },
    ]);
    expect(paidHours([shift, shift])).toBeCloseTo(2 * (1.5 - 10 / 60), 9);
  });

  it('has somebody there in each five minutes that they work', () => {
    const present = presentOf([spansOf(shift, volumes), spansOf(shift, volumes), []], volumes);
    expect(present.slice(0, 6)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(present.slice(6, 9)).toEqual([0, 0, 0]);
    expect(present.slice(18)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('promises by who is there, for what was forecast and for what came', () => {
    const week = knownWeek(
      HISTORY.map((day) => ({ ...day, values: volumes.calls })),
      7,
    );
    const needed = new Map([['2026-01-15', [2, 2, 1]]]);
    const planned = { planningGroupId: 'calls', method: 'some', said: [9, 9, 9, 9], needed };
    const terms = { volumes, week, planned, scale: 1, handleSeconds: 60 };
    const staff = rosterStaff([[shift], [shift], []], terms);
    expect(staff).toMatchObject({ people: 2, neededHours: 2.5, forecast: { method: 'some', wape: 0.5 } });
    expect(staff.work.map((spans) => spans.length)).toEqual([3, 3, 0]);
    expect(staff.predicted.asForecast).toBeGreaterThan(staff.predicted.asItCame);
  });
});

describe('what a day promises', () => {
  const handleSeconds = VOICE.handleSeconds;
  const staffed = (agents: readonly number[]) => ({ intervalSeconds: 300, agents, handleSeconds });
  const half = [8, 8, 8, 8, 8, 8];

  it('is Erlang A where the same people are there for long', () => {
    const demand = { contacts: 8, intervalSeconds: 300, handleSeconds, patienceSeconds: VOICE.patienceSeconds };
    const hours = promises(Array<number>(48).fill(8), staffed(Array<number>(48).fill(9)));

    expect(hours[7]).toMatchObject({ from: 12_600, to: 14_400, contacts: 48 });
    expect(hours[7]!.serviceLevel).toBeCloseTo(erlangA(demand, 9).serviceLevel(20), 6);
  });

  it('is less by what is missed while nobody is there, and by who waits then', () => {
    const [whole] = promises(half, staffed([9, 9, 9, 9, 9, 9]));
    const [less] = promises(half, staffed([9, 9, 0, 9, 9, 9]));

    expect(less!.serviceLevel).toBeLessThan(whole!.serviceLevel * 0.95);
    expect(less!.serviceLevel).toBeGreaterThan(whole!.serviceLevel / 2);
  });

  it('counts each half hour by those who come in it', () => {
    const day = promises(
      [...half, 1, 1, 1, 1, 1, 1],
      staffed([...Array<number>(6).fill(9), ...Array<number>(6).fill(0)]),
    );

    expect(overall(day)).toBeCloseTo((day[0]!.serviceLevel * 48) / 54, 10);
  });
});
