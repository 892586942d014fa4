import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADay } from './a-day.contract.js';

const STEPS = 1_000_000;

/**
 * Capacity, leases, transitions and serving twice are checked after every step, by the ledger; the order of matching, which costs more, by
 * the oracle in any-day.property.spec.ts.
 */
describe('in a million steps', () => {
  const { stackTraceLimit } = Error;

  // Every third step is refused, and nobody looks at where.
  beforeAll(() => {
    Error.stackTraceLimit = 0;
  });
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it('no agent is over capacity, no lease is outlived, nobody is lost or served twice, and at last everybody is served', () => {
    const day = new ADay(20_261_123, { agents: 6, queues: 3, contacts: 12 });
    for (let step = 0; step < STEPS; step += 1) day.apply(day.step());
    const there = day.router.snapshot().contacts.map(({ request }) => request.id);
    expect(there.sort()).toEqual([...day.ledger.live.keys()].sort());
    day.untilNobodyWaits();
    expect([...day.ledger.live.keys()]).toEqual([]);
  }, 600_000);
});
