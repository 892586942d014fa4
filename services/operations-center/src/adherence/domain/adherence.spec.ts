import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  comparedWithPlan,
  percent,
  sumsIn,
  type AdherenceRules,
  type Exception,
  type Planned,
  type StateSpan,
} from './adherence.js';

const MIN = 60_000;
const DAY = { from: 0, to: 24 * 60 * MIN };
const rules: AdherenceRules = {
  toleranceMs: 0,
  reasons: { work: ['paperwork'], break: ['break'], lunch: ['meal'], training: ['training'], meeting: ['meeting'] },
};

/** A day of nine hours from nine o'clock, lunch at noon. */
const planned: Planned[] = [
  { activity: 'work', from: 540 * MIN, to: 720 * MIN },
  { activity: 'lunch', from: 720 * MIN, to: 780 * MIN },
  { activity: 'work', from: 780 * MIN, to: 1_080 * MIN },
];
const states = (...changes: [number, string, string?][]): StateSpan[] =>
  changes.map(([minute, state, reason], at) => ({
    ...{ state, reason: reason ?? null, from: minute * MIN, to: (changes[at + 1]?.[0] ?? 1_440) * MIN },
  }));
const asPlanned = states([540, 'ready'], [720, 'not-ready', 'meal'], [780, 'engaged'], [1_080, 'offline']);

function rates(spans: StateSpan[], exceptions: Exception[] = [], until = DAY.to, with_ = rules) {
  const pieces = comparedWithPlan(planned, exceptions, spans, with_, until);
  const sums = sumsIn(DAY, pieces, spans, with_);
  return [percent(sums.keptMs, sums.scheduledMs), percent(sums.workedMs, sums.scheduledWorkMs)];
}

describe('adherence and conformance', () => {
  it.each<[string, StateSpan[], (number | null)[]]>([
    ['of a day as planned', asPlanned, [100, 100]],
    ['of somebody who never came: nobody has to log in for lunch', [], [11.11, 0]],
    [
      'of an hour late and an hour longer: conformance is whole, adherence is not',
      states([600, 'ready'], [720, 'not-ready', 'meal'], [780, 'ready'], [1_140, 'offline']),
      [88.89, 100],
    ],
    [
      'of lunch at the wrong time',
      states([540, 'ready'], [660, 'not-ready', 'meal'], [720, 'ready'], [1_080, 'offline']),
      [77.78, 100],
    ],
    [
      'of paperwork, which is work',
      states([540, 'not-ready', 'paperwork'], [720, 'offline'], [780, 'ready'], [1_080, 'offline']),
      [100, 100],
    ],
    [
      'of a break in the time of work',
      states(
        [540, 'ready'],
        [600, 'not-ready', 'break'],
        [630, 'ready'],
        [720, 'not-ready', 'meal'],
        [780, 'ready'],
        [1_080, 'offline'],
      ),
      [94.44, 93.75],
    ],
  ])('%s', (_, spans, wanted) => expect(rates(spans)).toEqual(wanted));

  it('count until now only, and are of nothing before the day', () => {
    expect(rates(states([570, 'ready']), [], 600 * MIN)[0]).toBe(50);
    expect(rates([], [], 500 * MIN)).toEqual([null, null]);
  });

  it('forgive a moment at a change of activity, no longer one, and none in the midst', () => {
    const late = states([542, 'ready'], [720, 'not-ready', 'meal'], [780, 'ready'], [1_080, 'offline']);
    const midst = states(
      [540, 'ready'],
      [600, 'not-ready', 'break'],
      [602, 'ready'],
      [720, 'not-ready', 'meal'],
      [780, 'ready'],
      [1_080, 'offline'],
    );
    const tolerant = { ...rules, toleranceMs: 2 * MIN };
    expect(rates(late, [], DAY.to, tolerant)[0]).toBe(100);
    expect(rates(late, [], DAY.to, { ...rules, toleranceMs: 2 * MIN - 1 })[0]).toBe(99.63);
    expect(rates(midst, [], DAY.to, tolerant)[0]).toBe(99.63);
  });

  it('know approved deviations: excused time counts for nothing, other time as what it was', () => {
    const ill = states([540, 'ready'], [720, 'not-ready', 'meal'], [780, 'offline']);
    const excused = { from: 780 * MIN, to: 1_080 * MIN, as: 'excused' as const };
    expect(rates(ill, [excused])).toEqual([100, 100]);
    const coached = states(
      [540, 'not-ready', 'training'],
      [600, 'ready'],
      [720, 'not-ready', 'meal'],
      [780, 'ready'],
      [1_080, 'offline'],
    );
    expect(rates(coached)[0]).toBe(88.89);
    expect(rates(coached, [{ from: 540 * MIN, to: 600 * MIN, as: 'training' }])).toEqual([100, 100]);
  });

  it('never count a time twice: pieces are the plan, and intervals add up to the day', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    const someStates = fc
      .uniqueArray(minute, { minLength: 1, maxLength: 20 })
      .chain((times) =>
        fc.tuple(
          fc.constant(times.sort((a, b) => a - b)),
          fc.array(fc.constantFrom('ready', 'offline', 'engaged', 'not-ready'), {
            ...{ minLength: times.length, maxLength: times.length },
          }),
        ),
      )
      .map(([times, names]) =>
        states(...times.map((at, index): [number, string, string] => [at, names[index]!, 'meal'])),
      );
    const someExceptions = fc.array(
      fc.tuple(minute, minute, fc.constantFrom('excused' as const, 'training' as const)).map(([a, b, as]) => ({
        ...{ from: Math.min(a, b) * MIN, to: (Math.max(a, b) + 1) * MIN, as },
      })),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(someStates, someExceptions, fc.integer({ min: 0, max: 30 }), (spans, exceptions, tolerance) => {
        const pieces = comparedWithPlan(planned, exceptions, spans, { ...rules, toleranceMs: tolerance * MIN }, DAY.to);
        pieces.slice(1).forEach((piece, at) => expect(piece.from).toBeGreaterThanOrEqual(pieces[at]!.to));
        const whole = sumsIn(DAY, pieces, spans, rules);
        const parts = Array.from({ length: 96 }, (_, at) =>
          sumsIn({ from: at * 15 * MIN, to: (at + 1) * 15 * MIN }, pieces, spans, rules),
        );
        for (const name of ['scheduledMs', 'keptMs', 'scheduledWorkMs', 'workedMs'] as const)
          expect(parts.reduce((sum, part) => sum + part[name], 0)).toBe(whole[name]);
        expect(whole.keptMs).toBeLessThanOrEqual(whole.scheduledMs);
      }),
      { seed: 9, numRuns: 200 },
    );
  });
});
