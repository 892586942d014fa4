import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../api/attempt.js';
import { outageLines, outageTable } from './outage-table.js';

const asked = (at: number, operation: string, status: number | undefined, ms = 10): Attempt => ({
  ...{ at, operation, status, ms },
});
const outage = { part: 'redis', takenAt: 1_000, givenAt: 6_000, wellAt: 6_500 };

describe('the table of outages', () => {
  const attempts = [
    asked(500, 'GET /api/v1/tickets', 200),
    asked(500, 'GET /api/v1/contacts/{id}', 200, 400),
    ...[1_000, 2_000, 5_999].map((at) => asked(at, 'GET /api/v1/tickets/{id}', 200)),
    asked(2_000, 'POST /api/v1/tickets/{id}/close', 409),
    asked(2_000, 'POST /api/v1/tickets/{id}/close', 503),
    asked(2_000, 'GET /api/v1/contacts', 200, 1_500),
    asked(2_000, 'GET /api/v1/customers', 200, 1_700),
    asked(3_000, 'POST /api/v1/auth/login', undefined),
    asked(3_000, 'POST /api/v1/sessions/refresh', 429),
    // After it was back.
    asked(6_000, 'GET /api/v1/tickets', 503),
  ];
  const [row] = outageTable([outage], attempts);

  it('tells by kind what was answered all the time, at times, late, and never', () => {
    expect(row).toMatchObject({ part: 'redis', awaySeconds: 5, wellAfterSeconds: 0.5 });
    const kinds = (of: readonly { kind: string; answered: number; attempts: number }[]) =>
      of.map(({ kind, answered, attempts: all }) => [kind, answered, all]);
    // Contacts take 400 ms in peace: 1.5 s is not late for them.
    expect(kinds(row!.worked)).toEqual([
      ['contacts: read', 1, 1],
      ['tickets: read', 3, 3],
    ]);
    expect(kinds(row!.degraded)).toEqual([
      ['customers: read', 1, 1],
      ['tickets: write', 1, 2],
    ]);
    expect(kinds(row!.failed)).toEqual([['log-in', 0, 2]]);
  });

  it('says what never became well', () => {
    const never = outageTable([{ ...outage, wellAt: null }], attempts);
    expect(outageLines(never)[0]).toContain('NEVER well again');
    expect(outageLines([row!])[0]).toContain('all well 0.5 s after it was back');
  });
});
