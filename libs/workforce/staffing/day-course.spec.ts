import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Dice } from '#libs/kernel/dice';
import { dayCourse, type CourseInterval } from './day-course.js';
import { erlangA } from './erlang/erlang-a.js';
import { DemandInvalid } from './staffing.errors.js';

const terms = { intervalSeconds: 300, handleSeconds: 300, patienceSeconds: 180, withinSeconds: 20 };
const steady = (contacts: number, agents: number, intervals: number): CourseInterval[] =>
  Array.from({ length: intervals }, () => ({ contacts, agents }));
const overall = (day: readonly CourseInterval[], levels: readonly number[]) =>
  day.reduce((sum, { contacts }, at) => sum + contacts * levels[at]!, 0) /
  day.reduce((sum, { contacts }) => sum + contacts, 0);

/** The share answered in time of days that are played one after the other: the first so many agents work, who goes finishes. */
function played(day: readonly CourseInterval[], days: number): number {
  const { intervalSeconds, handleSeconds, patienceSeconds, withinSeconds } = terms;
  const dice = new Dice(7);
  const drawn = (mean: number) => -mean * Math.log(1 - dice.next());
  let [came, inTime] = [0, 0];
  for (let each = 0; each < days; each += 1) {
    const free = new Array<number>(Math.max(...day.map(({ agents }) => agents))).fill(0);
    const calls = day.flatMap(({ contacts }, at) => {
      const begins = at * intervalSeconds;
      const times: number[] = [];
      const next = () => drawn(intervalSeconds / contacts);
      for (let time = next(); time < intervalSeconds; time += next()) times.push(begins + time);
      return times;
    });
    came += calls.length;
    for (const at of calls) {
      const hangsUp = at + drawn(patienceSeconds);
      const { agent, from } = soonest(day, free, at);
      if (from > hangsUp) continue;
      free[agent] = from + drawn(handleSeconds);
      if (from - at <= withinSeconds) inTime += 1;
    }
  }
  return inTime / came;
}

/** In order of their coming, each has whoever is free first among those who work then. */
function soonest(day: readonly CourseInterval[], free: readonly number[], at: number) {
  let best = { agent: 0, from: Infinity };
  free.forEach((since, agent) => {
    let from = Math.max(since, at);
    const place = (time: number) => Math.min(day.length - 1, Math.floor(time / terms.intervalSeconds));
    while (agent >= day[place(from)]!.agents && place(from) < day.length - 1)
      from = (place(from) + 1) * terms.intervalSeconds;
    if (agent < day[place(from)]!.agents && from < best.from) best = { agent, from };
  });
  return best;
}

describe('the course of a day', () => {
  it.each([
    [8, 9],
    [8, 7],
    [1, 2],
    [40, 42],
  ])('of %d contacts and %d agents is Erlang A in the long run', (contacts, agents) => {
    const level = dayCourse(steady(contacts, agents, 40), terms).at(-1)!;
    expect(level).toBeCloseTo(erlangA({ ...terms, contacts }, agents).serviceLevel(20), 6);
  });

  it('begins better than its long run, and a lack of some minutes is no long run either, and is forgotten', () => {
    const long = erlangA({ ...terms, contacts: 8 }, 9).serviceLevel(20);
    const [first] = dayCourse(steady(8, 9, 1), terms);
    expect(first!).toBeGreaterThan(long + 0.1);
    const day = [...steady(8, 9, 20), ...steady(8, 6, 1), ...steady(8, 9, 20)];
    const levels = dayCourse(day, terms);
    expect(levels[20]!).toBeGreaterThan(erlangA({ ...terms, contacts: 8 }, 6).serviceLevel(20));
    expect(levels.at(-1)!).toBeCloseTo(long, 3);
  });

  it('is that of days that are played, where people come and go', () => {
    const day = Array.from({ length: 48 }, (_, at) => {
      const contacts = 8 + 4 * Math.sin(at / 5);
      return { contacts, agents: Math.round(contacts * 1.05) + (at % 4 === 0 ? -1 : 1) };
    });
    expect(Math.abs(overall(day, dayCourse(day, terms)) - played(day, 300))).toBeLessThan(0.01);
  });

  it('is a share, and nobody more makes it worse', () => {
    const day = fc.array(fc.record({ contacts: fc.double({ min: 0, max: 20, noNaN: true }), agents: fc.nat(20) }), {
      ...{ minLength: 1, maxLength: 6 },
    });
    const check = (some: CourseInterval[], place: number) => {
      const levels = dayCourse(some, terms);
      for (const level of levels) expect(level >= 0 && level <= 1 + 1e-9).toBe(true);
      const more = some.map((each, at) => (at >= place % some.length ? { ...each, agents: each.agents + 1 } : each));
      dayCourse(more, terms).forEach((level, at) => expect(level).toBeGreaterThanOrEqual(levels[at]! - 1e-9));
    };
    fc.assert(fc.property(day, fc.nat(5), check), { seed: 20261130, numRuns: 60 });
  });

  it('refuses durations that are none', () => {
    for (const wrong of [{ handleSeconds: 0 }, { patienceSeconds: Infinity }, { intervalSeconds: -1 }])
      expect(() => dayCourse(steady(8, 9, 1), { ...terms, ...wrong })).toThrow(DemandInvalid);
  });
});
