import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byQuarters, intervalAt, intervalsOf, QUARTER_MS } from './intervals.js';
import { LocalDays } from './local-days.js';

const ZONES = ['UTC', 'Europe/Berlin', 'Asia/Shanghai', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe'];
const anInstant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });

describe('days and their intervals', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29', 92],
    ['Europe/Berlin', '2026-10-25', 100],
    ['Europe/Berlin', '2026-11-23', 96],
    ['America/New_York', '2026-11-01', 100],
    ['Australia/Lord_Howe', '2026-10-04', 94],
    ['Asia/Shanghai', '2026-03-29', 96],
  ])('in %s the %s has %d quarters of an hour', (zone, date, quarters) => {
    const day = LocalDays.in(zone).named(date);
    expect(intervalsOf(day, QUARTER_MS)).toHaveLength(quarters);
    expect(day.date).toBe(date);
  });

  it('begin at the midnight of the zone', () => {
    const day = LocalDays.in('Asia/Kathmandu').of(Date.parse('2026-11-23T18:20:00Z'));
    expect(day).toEqual({
      date: '2026-11-24',
      from: Date.parse('2026-11-23T18:15:00Z'),
      to: Date.parse('2026-11-24T18:15:00Z'),
    });
  });

  it('are without gaps: every instant is in one day, one interval and one quarter', () => {
    const check = (zone: string, at: number, minutes: number) => {
      const day = LocalDays.in(zone).of(at);
      expect(day.from <= at && at < day.to).toBe(true);
      expect(LocalDays.in(zone).named(day.date)).toEqual(day);
      expect(LocalDays.in(zone).of(day.to).from).toBe(day.to);
      const intervals = intervalsOf(day, minutes * 60_000);
      expect(intervals.filter(({ from, to }) => from <= at && at < to)).toEqual([
        intervalAt(at, day, minutes * 60_000),
      ]);
      expect(day.from % QUARTER_MS).toBe(0);
    };
    const samples = fc.property(fc.constantFrom(...ZONES), anInstant, fc.constantFrom(15, 30), check);
    fc.assert(samples, { seed: 20261123, numRuns: 500 });
  });

  it('cut a stretch where quarters meet, and lose nothing of it', () => {
    const check = (from: number, ms: number) => {
      const parts = byQuarters({ from, to: from + ms });
      expect(parts.reduce((sum, part) => sum + part.to - part.from, 0)).toBe(ms);
      for (const part of parts) expect(part.to - part.quarter).toBeLessThanOrEqual(QUARTER_MS);
    };
    fc.assert(fc.property(anInstant, fc.integer({ min: 0, max: 40_000_000 }), check), { seed: 20261123 });
  });
});
