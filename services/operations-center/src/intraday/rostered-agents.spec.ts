import { describe, expect, it } from '@jest/globals';
import type { PublishedActivity } from '../rostering/rostering.api.js';
import { rosteredDay, sharedAgents } from './rostered-agents.js';

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const does = (agentId: string, activity: PublishedActivity['activity'], from: string, to: string) => ({
  ...{ agentId, activity, from: at(from), to: at(to) },
});
const intervals = ['09:00', '09:30', '10:00'].map((from) => ({
  ...{ from: at(from).getTime(), to: at(from).getTime() + 1_800_000 },
}));

describe('the people of a day under way', () => {
  it('are those at their work for most of an interval', () => {
    const activities = [
      does('a', 'work', '08:00', '12:00'),
      does('b', 'work', '09:40', '12:00'),
      does('c', 'work', '09:50', '12:00'),
    ];
    expect(rosteredDay(activities, intervals).agents).toEqual([1, 2, 3]);
  });

  it('are counted once, however many pieces of work they have, and not on a break, in a training or on leave', () => {
    const activities = [
      ...[does('a', 'work', '08:00', '09:10'), does('a', 'break', '09:10', '09:15')],
      ...[does('a', 'work', '09:15', '10:00'), does('a', 'training', '10:00', '11:00')],
      does('b', 'leave', '00:00', '23:59'),
    ];
    expect(rosteredDay(activities, intervals).agents).toEqual([1, 1, 0]);
  });
});

describe('the people of a mix, on a day under way', () => {
  const needed = { sales: [3, 3, 0], service: [1, 1, 0] };

  it('are shared by the planned split of those who can do both', () => {
    const both = [{ skills: ['sales', 'service'], agents: [8, 4, 2] }];
    expect(sharedAgents('sales', both, needed)).toEqual([6, 3, 0]);
    expect(sharedAgents('service', both, needed)).toEqual([2, 1, 0]);
  });

  it('do what they alone can do first', () => {
    const kinds = [
      { skills: ['sales', 'service'], agents: [2, 2, 0] },
      { skills: ['sales'], agents: [2, 0, 0] },
    ];
    expect(sharedAgents('service', kinds, needed)[0]).toBeCloseTo(1, 9);
    expect(sharedAgents('sales', kinds, needed)[0]).toBeCloseTo(3, 9);
  });
});
