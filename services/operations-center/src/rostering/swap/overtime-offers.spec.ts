import { describe, expect, it } from '@jest/globals';
import type { RosterShift } from '../roster/roster.schema.js';
import { lengthened } from './overtime-offers.js';

const at = (time: string) => new Date(`${time}:00Z`);
const shift = (date: string, startMinute: number, from: string, to: string): RosterShift => ({
  ...{ id: 's', version: 1, rosterId: 'r', planningGroupId: 'g', agentId: 'mia', patternId: null, siteId: null },
  ...{ date, timeZone: 'UTC', startMinute, startsAt: at(from), endsAt: at(to) },
  ...{ activities: [], isPublished: true, isLocked: false, skills: null },
});

describe('overtime', () => {
  const early = shift('2026-12-02', 30, '2026-12-02T00:30', '2026-12-02T08:30');

  it('after a shift leaves it on its day', () => {
    const longer = lengthened(early, { from: at('2026-12-02T08:30'), to: at('2026-12-02T10:00') });
    expect(longer).toMatchObject({ date: '2026-12-02', startMinute: 30, endsAt: at('2026-12-02T10:00'), version: 2 });
    expect(longer.activities.map(({ kind }) => kind)).toEqual(['overtime']);
  });

  it('before one that begins soon after midnight makes it one of the day before, on which it begins then', () => {
    const longer = lengthened(early, { from: at('2026-12-01T23:30'), to: at('2026-12-02T00:30') });
    expect(longer).toMatchObject({ date: '2026-12-01', startMinute: 1_410, startsAt: at('2026-12-01T23:30') });
  });
});
