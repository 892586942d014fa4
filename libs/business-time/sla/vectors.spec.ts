import { describe, expect, it } from '@jest/globals';
import { addBusinessTime } from '../business-time.js';
import { businessDuration } from '../business-duration.js';
import type { Calendar } from '../calendar.js';
import type { SlaLog } from './sla-log.js';
import * as story from './story.contract.js';

const {
  ALL_DAY,
  ALWAYS,
  NINE_TO_FIVE,
  applied,
  assigned,
  became,
  calendar,
  clocksOf,
  everyDay,
  opened,
  within,
  workdays,
} = story;
const WITH_LUNCH = calendar(workdays({ from: '08:00', to: '12:00' }, { from: '13:30', to: '18:00' }));
const NINE_TO_SIX = calendar(workdays({ from: '09:00', to: '18:00' }));

// The vectors of domain-rules D3, each by its source.
describe('the due time', () => {
  it('V1 (freescout#3756): Mon–Fri 09–17, opened 16:00 on Monday, 4 h → Tuesday 12:00', () => {
    const log = [opened('2026-11-23T16:00Z'), applied('2026-11-23T16:00Z', resolution('PT4H', NINE_TO_FIVE))];
    expect(dueAt(log)).toEqual(new Date('2026-11-24T12:00Z'));
  });

  it.each([
    ['11:30', '14:00'],
    ['12:30', '14:30'],
  ])('V2 (chatwoot#14009): 08–12 and 13:30–18, opened %s, 1 h → %s', (open, due) => {
    const log = [opened(`2026-11-23T${open}Z`), applied(`2026-11-23T${open}Z`, resolution('PT1H', WITH_LUNCH))];
    expect(dueAt(log)).toEqual(new Date(`2026-11-23T${due}Z`));
  });

  it('V3 (glpi#1911): G1 has 2 h from 09:00, G2 takes over at 10:30 with 1 h → due 11:30, not 10:00', () => {
    const ola = new Map([
      ['G1', within('PT2H', ALWAYS)],
      ['G2', within('PT1H', ALWAYS)],
    ]);
    const log = [
      opened('2026-11-23T09:00Z'),
      applied('2026-11-23T09:00Z', { ...resolution('PT8H', ALWAYS), ola }),
      assigned('2026-11-23T09:00Z', 'G1'),
      assigned('2026-11-23T10:30Z', 'G2'),
    ];
    expect(clocksOf(log, 'ola')).toMatchObject([
      { group: 'G1', state: 'fulfilled', dueAt: new Date('2026-11-23T11:00Z'), breaches: [] },
      { group: 'G2', state: 'running', dueAt: new Date('2026-11-23T11:30Z'), breaches: [] },
    ]);
    expect(dueAt(log)).toEqual(new Date('2026-11-23T17:00Z'));
  });

  it('V4 (glpi#6902): opened 09:00, pending 09:10–10:10, at 10:10 to be solved in 30 min → 10:30, not 09:30', () => {
    const log = [
      opened('2026-11-23T09:00Z'),
      applied('2026-11-23T09:00Z', resolution('PT8H', ALWAYS)),
      became('2026-11-23T09:10Z', 'waiting'),
      became('2026-11-23T10:10Z', 'open'),
      applied('2026-11-23T10:10Z', { ...resolution('PT30M', ALWAYS), version: 2 }),
    ];
    expect(dueAt(log)).toEqual(new Date('2026-11-23T10:30Z'));
    expect(clocksOf(log, 'resolution', '2026-11-23T10:30Z')[0]!.breaches).toEqual([]);
  });

  it('V5 (frappe PR#2449): 09–18, opened Fri 17:30, on hold Fri 18:00–Mon 09:00, 1 h → Mon 09:30, not 10:00', () => {
    const log = [
      opened('2026-11-20T17:30Z'),
      applied('2026-11-20T17:30Z', resolution('PT1H', NINE_TO_SIX)),
      became('2026-11-20T18:00Z', 'on-hold'),
      became('2026-11-23T09:00Z', 'open'),
    ];
    expect(dueAt(log)).toEqual(new Date('2026-11-23T09:30Z'));
  });

  describe('V6 (调休, Spring Festival 2024): 09–18, opened Fri 2024-02-09 17:00, 2 h', () => {
    const spring = (worksExtraDays: boolean) =>
      calendar(workdays({ from: '09:00', to: '18:00' }), {
        timeZone: 'Asia/Shanghai',
        holidays: [10, 11, 12, 13, 14, 15, 16, 17].map((day) => ({ date: `2024-02-${day}` })),
        extraWorkingDays: ['2024-02-04', '2024-02-18'].map((date) => ({
          date,
          hours: [{ from: '09:00', to: '18:00' }],
        })),
        worksExtraDays,
      });
    const opening = '2024-02-09T17:00+08:00';

    it('→ Sunday 2024-02-18 10:00, which is worked', () => {
      const log = [opened(opening), applied(opening, resolution('PT2H', spring(true)))];
      expect(dueAt(log)).toEqual(new Date('2024-02-18T10:00+08:00'));
    });

    it('→ Monday 2024-02-19 10:00 at a desk that does not work on extra days', () => {
      const log = [opened(opening), applied(opening, resolution('PT2H', spring(false)))];
      expect(dueAt(log)).toEqual(new Date('2024-02-19T10:00+08:00'));
    });
  });

  it('V7 (glpi#9267): to be solved in 5 min, solved after 1, reopened 10 min later → 4 min left', () => {
    const log = [
      opened('2026-11-23T09:00Z'),
      applied('2026-11-23T09:00Z', resolution('PT5M', ALWAYS)),
      became('2026-11-23T09:01Z', 'solved'),
      became('2026-11-23T09:11Z', 'open'),
    ];
    const [clock] = clocksOf(log, 'resolution');
    expect(clock!.target!.ms - clock!.elapsedMs!).toBe(4 * 60_000);
    expect(clock!.dueAt).toEqual(new Date('2026-11-23T09:15Z'));
  });

  it.each([
    ['Sun 2024-03-10 01:30 + 1 h = 03:30', '2024-03-10T01:30-05:00', 'PT1H', '2024-03-10T03:30-04:00'],
    ['2024-11-03 00:30 + 2 h = the second 01:30', '2024-11-03T00:30-04:00', 'PT2H', '2024-11-03T01:30-05:00'],
  ])('V8 (New York, 00–24): %s', (_, from, duration, due) => {
    const newYork = calendar(everyDay(ALL_DAY), { timeZone: 'America/New_York' });
    expect(addBusinessTime(newYork, new Date(from), businessDuration(duration, newYork))).toEqual(new Date(due));
    expect(dueAt([opened(from), applied(from, resolution(duration, newYork))])).toEqual(new Date(due));
  });
});

function dueAt(log: SlaLog): Date | null {
  return clocksOf(log, 'resolution')[0]!.dueAt;
}

function resolution(duration: string, hours: Calendar) {
  return story.promise('resolution', within(duration, hours));
}
