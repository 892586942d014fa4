import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openSqlite } from '#libs/testing/engines';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { callCenter } from '../../src/service.js';
import { TENANT } from '../routing/a-lane.js';
import { aStep, CompanyDay } from './contact-company-day.js';

describe('whatever people do with a contact', () => {
  it('one has it while it is talked in, nobody is on it unnoticed, and in the end no room is taken', async () => {
    const done = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 50, maxLength: 80 }), async (steps) => {
        const engine = await openSqlite(withServiceTables(callCenter.database), [TENANT]);
        try {
          const day = await CompanyDay.on(engine);
          for (const each of steps) await day.take(each);
          await day.ends();
          for (const kind of day.done) done.add(kind);
        } finally {
          await engine.dispose();
        }
      }),
      { numRuns: 12, seed: 77, endOnFailure: true },
    );
    // Or it would prove nothing about what was refused every time.
    for (const kind of [
      'complete',
      'give-back',
      'merge',
      'swap',
      'leave',
      'remove',
      'hand-over',
      'take-over',
      'attempt',
    ])
      expect([...done]).toContain(kind);
  }, 120_000);
});
