import { beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Breaker, REFUSED, type CallOutcome } from './breaker.js';
import type { BreakerState } from './resilience.js';

const SETTINGS = { ratio: 0.5, volume: 10, windowMs: 1_000, openMs: 500, probes: 3 };

let now: number;
let states: BreakerState[];
let breaker: Breaker;

beforeEach(() => {
  now = 12_345;
  states = [];
  breaker = new Breaker(
    SETTINGS,
    (state) => states.push(state),
    () => now,
  );
});

const call = (outcome: CallOutcome) => breaker.left(breaker.enter(), outcome);
const calls = (times: number, outcome: CallOutcome) => {
  for (let made = 0; made < times; made += 1) call(outcome);
};

describe('a closed breaker', () => {
  it('opens when more than its share of enough calls failed', () => {
    calls(5, 'succeeded');
    calls(5, 'failed');
    expect(states).toEqual([]);
    call('failed');
    expect(states).toEqual(['open']);
  });

  it('forgets what is out of its window', () => {
    calls(9, 'failed');
    now += 1_100;
    calls(9, 'failed');
    expect(states).toEqual([]);
    call('failed');
    expect(states).toEqual(['open']);
  });

  it('learns nothing from callers who left', () => {
    calls(50, 'unknown');
    call('failed');

    expect(states).toEqual([]);
  });

  it('counts what is in the window as a log of all calls would, to a slot', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.boolean()), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (made) => {
        let at = 5_000;
        const log: { at: number; failed: boolean }[] = [];
        let isOpen = false;
        const watched = new Breaker(
          { ...SETTINGS, openMs: 1e9 },
          () => (isOpen = true),
          () => at,
        );
        for (const [pause, failed] of made) {
          at += pause;
          const slot = (ms: number) => Math.floor(ms / 100);
          log.push({ at, failed });
          const counted = log.filter((each) => slot(each.at) > slot(at) - 10);
          const failures = counted.filter((each) => each.failed).length;
          watched.left(watched.enter(), failed ? 'failed' : 'succeeded');
          expect(isOpen).toBe(failed && counted.length >= 10 && failures > counted.length / 2);
          if (isOpen) return;
        }
      }),
      { seed: 20261130 },
    );
  });
});

describe('an open breaker', () => {
  beforeEach(() => calls(10, 'failed'));

  it('lets nobody go until its pause is over', () => {
    now += 499;

    expect(breaker.enter()).toBe(REFUSED);
  });

  it('then lets so many probes go, and closes when all of them succeeded', () => {
    now += 500;
    const passes = Array.from({ length: 5 }, () => breaker.enter());
    expect(passes.filter((pass) => pass !== REFUSED)).toHaveLength(3);
    for (const pass of passes.slice(0, 2)) breaker.left(pass, 'succeeded');
    expect(breaker.state).toBe('half-open');
    breaker.left(passes[2]!, 'succeeded');
    expect(states).toEqual(['open', 'half-open', 'closed']);
    calls(9, 'failed');
    expect(breaker.state).toBe('closed');
  });

  it.each(['failed', 'unknown'] as const)('opens again when one probe %s', (outcome) => {
    now += 500;
    const passes = [breaker.enter(), breaker.enter()];
    breaker.left(passes[0]!, outcome);
    breaker.left(passes[1]!, 'succeeded');

    expect(states).toEqual(['open', 'half-open', 'open']);
    expect(breaker.enter()).toBe(REFUSED);
  });
});

it('what began before a change says nothing about the time after', () => {
  const early = breaker.enter();
  calls(10, 'failed');
  now += 500;
  const probe = breaker.enter();
  breaker.left(early, 'failed');
  expect(breaker.state).toBe('half-open');
  breaker.left(probe, 'succeeded');
  expect(breaker.state).toBe('half-open');
});
