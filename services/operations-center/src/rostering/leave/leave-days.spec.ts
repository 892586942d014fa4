import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalDays } from '../../figures/figures.api.js';
import { besideWork, isAway } from '../domain/leave-day.js';
import { leaveDaysOf } from './leave-days.js';

const leave = (zone: string, from: string, to = from) => leaveDaysOf(LocalDays.in(zone), from, to);
const hoursOf = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3_600_000;

describe('days of leave', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-29', '2026-03-28T16:00:00.000Z', 24],
    ['Europe/Berlin', '2026-03-28', '2026-03-27T23:00:00.000Z', 24],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', 23],
  ])('in %s the %s begins at %s and has %d hours', (zone, date, from, hours) => {
    const [day] = leave(zone, date);
    expect([day!.date, day!.from.toISOString(), hoursOf(day!)]).toEqual([date, from, hours]);
  });

  it('follow each other without a gap, wherever clocks change', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC');
    const date = fc.integer({ min: 0, max: 3_000 }).map((at) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString());
    const check = (zone: string, first: string, length: number) => {
      const last = new Date(Date.parse(first) + length * 86_400_000).toISOString();
      const days = leave(zone, first.slice(0, 10), last.slice(0, 10));
      expect(days).toHaveLength(length + 1);
      days.slice(1).forEach(({ from }, at) => expect(from).toEqual(days[at]!.to));
    };
    fc.assert(fc.property(zones, date, fc.integer({ min: 0, max: 9 }), check), { numRuns: 200 });
  });

  it('are of who begins a shift in them: from the first moment to the last, and not at midnight after', () => {
    const days = leave('Asia/Shanghai', '2026-12-01', '2026-12-02');
    const away = (instant: string) => isAway(days, new Date(instant));
    expect(away('2026-11-30T23:59:59+08:00')).toBe(false);
    expect(away('2026-12-01T00:00:00+08:00')).toBe(true);
    expect(away('2026-12-02T23:59:59+08:00')).toBe(true);
    expect(away('2026-12-03T00:00:00+08:00')).toBe(false);
  });

  it('begin where a night that began before is over', () => {
    const [day] = leave('Europe/Berlin', '2026-03-29');
    const night = { startsAt: new Date('2026-03-28T22:00:00+01:00'), endsAt: new Date('2026-03-29T06:00:00+02:00') };
    const evening = { startsAt: new Date('2026-03-28T14:00:00+01:00'), endsAt: new Date('2026-03-28T22:00:00+01:00') };
    expect(besideWork(day!, [evening])).toEqual({ from: day!.from, to: day!.to });
    expect(besideWork(day!, [evening, night])).toEqual({ from: night.endsAt, to: day!.to });
    expect(besideWork(day!, [{ ...night, endsAt: day!.to }])).toBeNull();
  });
});
