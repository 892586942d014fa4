import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outcomeAfter, type Outcome, type OutcomeNews } from './outcome.js';

const of = { id: 'c-1', kind: 'contact' } as const;
const after = (...news: OutcomeNews[]) =>
  news.reduce<Outcome | null>((known, each) => outcomeAfter(known, of, each), null)!;

const NEWS: readonly OutcomeNews[] = [
  { at: 10, openedAt: 10, channel: 'chat', direction: 'inbound' },
  { at: 20, queuedAt: 20, channel: 'chat' },
  { at: 25, queuedAt: 25 },
  { at: 30, agentId: 'mia', teamId: 'north', customerId: 'c' },
  { at: 40, askedAt: 20, repliedAt: 40 },
  { at: 50, agentId: 'tom', teamId: null },
  { at: 50, agentId: 'tim', teamId: 'south' },
  { at: 60, solvedAt: 60, score: 3 },
  { at: 70, reopenedAt: 70 },
  { at: 80, solvedAt: 80, score: 5, topic: 'refund' },
  { at: 90, sessionFrom: 10, sessionTo: 90, endedAt: 90, queuedAt: null },
];

describe('the row of a contact or a ticket', () => {
  it('has the first and the last of its times, and what was said last', () => {
    expect(after(...NEWS)).toMatchObject({
      ...{ id: 'c-1', kind: 'contact', channel: 'chat', direction: 'inbound' },
      ...{ openedAt: 10, queuedAt: 20, askedAt: 20, repliedAt: 40, endedAt: 90, sessionFrom: 10, sessionTo: 90 },
      ...{ solvedAt: 80, reopenedAt: 70, mergedAt: null, customerId: 'c', agentId: 'tom', score: 5, topic: 'refund' },
    });
  });

  it('knows nothing of what nobody said', () => {
    expect(after({ at: 1, queuedAt: null })).toMatchObject({ openedAt: null, queuedAt: null, agentId: null });
    expect(outcomeAfter(null, { id: 't', kind: 'ticket' }, { at: 1 })).toMatchObject({ channel: 'ticket' });
  });

  it('is nobody’s once that was said last', () => {
    expect(after({ at: 2, agentId: null }, { at: 1, agentId: 'mia' })).toMatchObject({ agentId: null });
  });

  it('is the same whatever order its news come in, and however often', () => {
    const inAnyOrder = fc.shuffledSubarray([...NEWS, ...NEWS], { minLength: NEWS.length * 2 });
    const check = (news: OutcomeNews[]) => expect(after(...news)).toEqual(after(...NEWS));
    fc.assert(fc.property(inAnyOrder, check), { seed: 20261123, numRuns: 200 });
  });
});
