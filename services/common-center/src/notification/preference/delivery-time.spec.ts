import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveryTime, type Rest } from './delivery-time.js';

const shanghai: Rest = {
  timeZone: 'Asia/Shanghai',
  quiet: { from: '22:00', to: '08:00' },
  digest: 'none',
  digestAt: '09:00',
};
const at = (instant: string, rest: Partial<Rest> = {}, urgent = false) =>
  deliveryTime(new Date(instant), { ...shanghai, ...rest }, urgent);

describe('quiet hours', () => {
  it.each([
    ['before them, at once', '2026-11-23T21:59:59+08:00', '2026-11-23T21:59:59+08:00'],
    ['in the evening, at their end the next day', '2026-11-23T22:00:00+08:00', '2026-11-24T08:00:00+08:00'],
    ['in the night, at their end the same day', '2026-11-24T03:00:00+08:00', '2026-11-24T08:00:00+08:00'],
    ['at their end, at once', '2026-11-24T08:00:00+08:00', '2026-11-24T08:00:00+08:00'],
  ])('%s', (_, from, expected) => {
    expect(at(from)).toEqual(new Date(expected));
  });

  it('within one day end that day', () => {
    expect(at('2026-11-23T12:30:00+08:00', { quiet: { from: '12:00', to: '14:00' } })).toEqual(
      new Date('2026-11-23T14:00:00+08:00'),
    );
  });

  it('are those of their own clock when it is put on and back', () => {
    const berlin = { timeZone: 'Europe/Berlin' };
    expect(at('2027-03-28T01:30:00+01:00', berlin)).toEqual(new Date('2027-03-28T08:00:00+02:00'));
    expect(at('2026-10-25T02:30:00+02:00', berlin)).toEqual(new Date('2026-10-25T08:00:00+01:00'));
    expect(at('2027-03-28T01:30:00+01:00', { ...berlin, quiet: { from: '23:00', to: '02:30' } })).toEqual(
      new Date('2027-03-28T03:00:00+02:00'),
    );
  });
});

describe('a digest', () => {
  it('comes at the next full hour, also where hours are not those of UTC', () => {
    const kathmandu: Partial<Rest> = { timeZone: 'Asia/Kathmandu', digest: 'hourly', quiet: null };
    expect(at('2026-11-23T10:20:00+05:45', kathmandu)).toEqual(new Date('2026-11-23T11:00:00+05:45'));
    expect(at('2026-11-23T11:00:00+05:45', kathmandu)).toEqual(new Date('2026-11-23T12:00:00+05:45'));
  });

  it('of a day comes at its time, today or tomorrow', () => {
    expect(at('2026-11-23T08:59:00+08:00', { digest: 'daily' })).toEqual(new Date('2026-11-23T09:00:00+08:00'));
    expect(at('2026-11-23T09:00:00+08:00', { digest: 'daily' })).toEqual(new Date('2026-11-24T09:00:00+08:00'));
  });

  it('comes in no quiet hours', () => {
    expect(at('2026-11-23T21:30:00+08:00', { digest: 'hourly' })).toEqual(new Date('2026-11-24T08:00:00+08:00'));
    expect(at('2026-11-23T21:30:00+08:00', { digest: 'daily', digestAt: '23:00' })).toEqual(
      new Date('2026-11-24T08:00:00+08:00'),
    );
  });

  it('is not waited for by what is urgent, quiet hours are', () => {
    expect(at('2026-11-23T15:00:00+08:00', { digest: 'daily' }, true)).toEqual(new Date('2026-11-23T15:00:00+08:00'));
    expect(at('2026-11-23T23:00:00+08:00', { digest: 'daily' }, true)).toEqual(new Date('2026-11-24T08:00:00+08:00'));
  });
});

describe('whatever is wished', () => {
  const time = fc
    .integer({ min: 0, max: 1_439 })
    .map((minute) => [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':'));
  const rest = fc.record({
    timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC'),
    quiet: fc.option(fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to)),
    digest: fc.constantFrom('none' as const, 'hourly' as const, 'daily' as const),
    digestAt: time,
  });
  const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });

  it('it is not earlier than it may be, within three days, and never in quiet hours', () => {
    fc.assert(
      fc.property(instant, rest, fc.boolean(), (from, wishes, urgent) => {
        const told = deliveryTime(from, wishes, urgent);
        expect(told.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(told.getTime() - from.getTime()).toBeLessThan(3 * 24 * 3_600_000);
        expect(deliveryTime(told, { ...wishes, digest: 'none' }, urgent)).toEqual(told);
      }),
      { seed: 20_261_123, numRuns: 2_000 },
    );
  });
});
