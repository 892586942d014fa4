import { describe, expect, it } from '@jest/globals';
import { at } from '../../../test/agent/an-agent.js';
import { loggedInMs, stateDurations } from './state-durations.js';

const LOG = [
  { state: 'not-ready', reason: 'logged-in', at: at(0) },
  { state: 'ready', reason: null, at: at(10) },
  { state: 'engaged', reason: null, at: at(30) },
  { state: 'ready', reason: null, at: at(90) },
  { state: 'offline', reason: null, at: at(100) },
] as const;

describe('the time in each state', () => {
  it('is added up, offline is not logged in', () => {
    const durations = stateDurations(LOG, { from: at(0), to: at(120) });
    expect(durations).toEqual([
      { state: 'not-ready', reason: 'logged-in', ms: 10_000 },
      { state: 'ready', reason: null, ms: 30_000 },
      { state: 'engaged', reason: null, ms: 60_000 },
      { state: 'offline', reason: null, ms: 20_000 },
    ]);
    expect(loggedInMs(durations)).toBe(100_000);
  });

  it('is cut at both ends of the period', () => {
    expect(stateDurations(LOG, { from: at(20), to: at(40) })).toEqual([
      { state: 'ready', reason: null, ms: 10_000 },
      { state: 'engaged', reason: null, ms: 10_000 },
    ]);
  });

  it('goes on in the last state until the period ends', () => {
    expect(stateDurations(LOG.slice(0, 3), { from: at(60), to: at(75) })).toEqual([
      { state: 'engaged', reason: null, ms: 15_000 },
    ]);
  });

  it('is nothing before somebody was known, and in a period without length', () => {
    expect(stateDurations([], { from: at(0), to: at(10) })).toEqual([]);
    expect(stateDurations(LOG, { from: at(-20), to: at(-10) })).toEqual([]);
    expect(stateDurations(LOG, { from: at(50), to: at(50) })).toEqual([]);
  });
});
