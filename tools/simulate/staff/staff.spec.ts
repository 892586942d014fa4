import { beforeAll, describe, expect, it } from '@jest/globals';
import { dateOf, dayNumber, weekdayOf } from '#libs/workforce/forecast/civil-date';
import type { ObservedDay } from '#libs/workforce/forecast/history';
import { loadHighs } from '#libs/roster-search/load-highs';
import { erlangA } from '#libs/workforce/staffing/erlang-a';
import { CannotPlay } from '../../world/cannot-play.js';
import { VOICE } from '../day/habits.js';
import { overall, promises } from './promises.js';
import { rosteredDay, type RosteredDay } from './rostered-week.js';
import { weekAhead } from './week-ahead.js';

const MONDAY = dayNumber('2026-01-05');

/** Office weeks: each weekday has its own number of calls, the same every week but the last. */
function history(weeks: number): ObservedDay[] {
  return Array.from({ length: weeks * 7 }, (_, at) => MONDAY + at)
    .filter((day) => weekdayOf(day) < 5)
    .map((day) => ({ date: dateOf(day), values: [10, 30, 20].map((calls) => calls * (1 + weekdayOf(day))) }));
}

describe('the week of a day', () => {
  it('is forecast from what came before its Monday', () => {
    const days = history(12);
    const at = days.length - 2;
    const lastWeek = days.slice(-5);
    const surprising = [...days.slice(0, -5), ...lastWeek.map((day) => ({ ...day, values: [900, 900, 900] }))];

    const week = weekAhead(surprising, at);

    expect(week.weekday).toBe(3);
    expect(week.days[3]!.map(Math.round)).toEqual([40, 120, 80]);
    expect(week.days.slice(5)).toEqual([[], []]);
    expect(week.wape).toBeCloseTo(1 - 240 / 2_700, 2);
  });

  it('is not forecast from too little', () => {
    expect(() => weekAhead(history(6), 29)).toThrow(CannotPlay);
  });
});

describe('the roster of a week', () => {
  // From seven to nine in the evening, five are needed on each weekday.
  const needed = Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 48 }, (_, half) => (day < 5 && half >= 14 && half < 42 ? 5 : 0)),
  );
  let tuesday: RosteredDay;
  beforeAll(async () => {
    tuesday = rosteredDay(await loadHighs(), { needed, opensAt: 420, closesAt: 1_260 }, 1, 3);
  });

  it('has about as many at work as are needed, and nobody when it is closed', () => {
    const { present } = tuesday;
    const open = present.slice(84, 252);

    expect([...present.slice(0, 84), ...present.slice(252)].every((count) => count === 0)).toBe(true);
    expect(Math.min(...open)).toBeGreaterThanOrEqual(3);
    expect(open.reduce((sum, count) => sum + count, 0) / open.length).toBeGreaterThan(4.8);
  });

  it('pays for more than is worked, because of the pauses', () => {
    const { present, paidHours, people } = tuesday;
    const worked = present.reduce((sum, count) => sum + count, 0) / 12;

    expect(paidHours - worked).toBeGreaterThan(people * 0.2);
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
