import type { Finding } from '../../checks/finding.js';
import { erlangA } from '#libs/workforce/staffing/erlang/erlang-a';
import type { Block } from '../day/staffing-plan.js';
import type { Wait } from './waits.js';

/** What is compared with Erlang A. Durations in ms. */
export interface Course {
  /** Times in ms since 1970. */
  readonly blocks: readonly Block[];
  readonly waits: readonly Wait[];
  /** As it was: how long agents were busy with a contact on average. */
  readonly busyMs: number;
  readonly patienceMs: number;
}

export interface Comparison {
  readonly what: 'mean wait, ms' | 'share that waits' | 'share that gives up' | 'answered in time';
  readonly observed: number;
  readonly erlangA: number;
  /** Of observed − Erlang A; they agree when 0 is in it. */
  readonly interval: readonly [number, number];
  readonly agrees: boolean;
}

export interface ErlangATest {
  /** In which the assumptions hold, of all. */
  readonly blocks: { readonly steady: number; readonly all: number };
  readonly contacts: number;
  /** Empty: too few blocks or contacts to say. */
  readonly comparisons: readonly Comparison[];
}

/** Expected volumes of both halves differ by no more than this, through their mean. */
const STEADY = 0.15;
/** Busy times until a queue has forgotten how the block before was. */
const WARM_UP = 2;
const FEWEST_BLOCKS = 8;
const FEWEST_CONTACTS = 200;
/** Of the normal distribution, both sides of 99.9 %: three comparisons of waits, which are skewed, are to give no false alarm. */
const NORMAL_999 = 3.2905;

/**
 * Compares what people waited with what Erlang A says, in the blocks where volumes are steady. Waits near each other depend on
 * each other, blocks hardly: the interval is that of the mean difference over blocks, weighted by contacts, by Student's t, 99.9 %.
 */
export function testErlangA({ blocks, waits, busyMs, patienceMs }: Course): ErlangATest {
  const steady = blocks.filter(
    ({ halves: [first, second] }) => Math.abs(second - first) <= (STEADY * (first + second)) / 2,
  );
  const samples = steady.flatMap((block) => {
    const own = waits.filter(({ from }) => from >= block.from + WARM_UP * busyMs && from < block.to);
    const [first, second] = block.halves;
    const demand = {
      contacts: first + second,
      intervalSeconds: (block.to - block.from) / 1_000,
      handleSeconds: busyMs / 1_000,
      patienceSeconds: patienceMs / 1_000,
    };
    return own.length === 0 ? [] : [{ own, expected: erlangA(demand, block.agents) }];
  });
  const contacts = samples.reduce((sum, { own }) => sum + own.length, 0);
  const counted = { blocks: { steady: samples.length, all: blocks.length }, contacts };
  if (samples.length < FEWEST_BLOCKS || contacts < FEWEST_CONTACTS) return { ...counted, comparisons: [] };
  const compared = (
    what: Comparison['what'],
    of: (wait: Wait) => number,
    expected: (each: (typeof samples)[number]) => number,
  ) =>
    comparison(
      what,
      samples.map((each) => ({ count: each.own.length, sum: sumOf(each.own.map(of)), expected: expected(each) })),
    );
  return {
    ...counted,
    comparisons: [
      compared(
        'mean wait, ms',
        ({ ms }) => ms,
        ({ expected }) => expected.meanWaitSeconds * 1_000,
      ),
      compared(
        'share that waits',
        ({ ms }) => (ms > 0 ? 1 : 0),
        ({ expected }) => expected.waitShare,
      ),
      compared(
        'share that gives up',
        ({ gaveUp }) => (gaveUp ? 1 : 0),
        ({ expected }) => expected.abandonShare,
      ),
    ],
  };
}

export interface Sample {
  readonly count: number;
  readonly sum: number;
  /** For one. */
  readonly expected: number;
}

export function comparison(what: Comparison['what'], samples: readonly Sample[]): Comparison {
  const contacts = sumOf(samples.map(({ count }) => count));
  const observed = sumOf(samples.map(({ sum }) => sum)) / contacts;
  const expected = sumOf(samples.map((each) => each.count * each.expected)) / contacts;
  const difference = observed - expected;
  const residuals = samples.map((each) => each.sum - each.count * (each.expected + difference));
  const free = samples.length - 1;
  const error = Math.sqrt((sumOf(residuals.map((each) => each ** 2)) * samples.length) / free) / contacts;
  const reach = studentT(NORMAL_999, free) * error;
  const interval = [difference - reach, difference + reach] as const;
  return { what, observed, erlangA: expected, interval, agrees: interval[0] <= 0 && interval[1] >= 0 };
}

/** The quantile that belongs to this one of the normal distribution (Abramowitz & Stegun 26.7.5). */
function studentT(normal: number, free: number): number {
  const [z, z3, z5] = [normal, normal ** 3, normal ** 5];
  return z + (z3 + z) / (4 * free) + (5 * z5 + 16 * z3 + 3 * z) / (96 * free ** 2);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

const AGREES = 'calls waited as Erlang A says';
export const ERLANG_CHECKS = [AGREES];

/** @param test null where its assumptions do not hold */
export function checkErlangA(test: ErlangATest | null): Finding[] {
  return (test?.comparisons ?? []).flatMap(({ what, observed, erlangA: expected, agrees }) =>
    agrees ? [] : [{ check: AGREES, problem: `${what}: ${observed.toFixed(3)}, by Erlang A ${expected.toFixed(3)}` }],
  );
}
