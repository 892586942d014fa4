import { describe, expect, it } from '@jest/globals';
import { HourlySightings } from './hourly-sightings.js';

const AT = new Date('2026-11-30T09:12:00Z');
const MIA = { accountId: 'mia', way: 'TicketController.getTicket', single: true };

describe('who was shown what', () => {
  it('is said once an hour for each person and record, however often it is looked at', () => {
    const seen = new HourlySightings();
    seen.add(MIA, ['t-1'], AT);
    seen.add(MIA, ['t-1', 't-2'], AT);
    expect(seen.take()).toEqual([{ ...MIA, hour: '2026-11-30T09:00:00.000Z', recordIds: ['t-1', 't-2'] }]);
    seen.add(MIA, ['t-1'], AT);
    expect(seen.take()).toEqual([]);
    seen.add(MIA, ['t-1'], new Date('2026-11-30T10:00:00Z'));
    expect(seen.take()).toMatchObject([{ hour: '2026-11-30T10:00:00.000Z' }]);
  });

  it('is said in pieces, and again when it could not be said', () => {
    const seen = new HourlySightings();
    seen.add(
      { ...MIA, single: false },
      Array.from({ length: 230 }, (_, at) => `t-${at}`),
      AT,
    );
    const taken = seen.take();
    expect(taken.map(({ recordIds }) => recordIds.length)).toEqual([100, 100, 30]);
    seen.giveBack(taken);
    expect(seen.take()).toEqual(taken);
  });
});
