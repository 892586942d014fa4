import { describe, expect, it } from '@jest/globals';
import type { RosterShift } from '../roster/roster.schema.js';
import { movableBreaks } from './movable-breaks.js';
import { overtimeRoom } from './overtime-room.js';

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const activity = (kind: 'break' | 'lunch' | 'training' | 'overtime', from: string, to: string) => ({
  ...{ kind, from: at(from).toISOString(), to: at(to).toISOString(), isPaid: true },
});
const shift = (more: Partial<RosterShift> = {}): RosterShift => ({
  ...{ id: 's', version: 2, rosterId: 'r', planningGroupId: 'g', agentId: 'mia', date: '2026-03-02' },
  ...{ patternId: 'p', siteId: null, timeZone: 'UTC', startMinute: 480, startsAt: at('08:00'), endsAt: at('16:00') },
  ...{ activities: [], isPublished: true, isLocked: false, skills: null, ...more },
});
const pattern = (earliest: number, latest: number) => ({
  ...{ id: 'p', version: 1, name: 'day', startsFrom: 480, startsUntil: 480, stepMinutes: 30, minutes: 480 },
  ...{ weekdays: [0], isUndesired: false },
  pauses: [{ kind: 'break' as const, minutes: 15, earliest, latest, isPaid: true }],
});

describe('a break of a shift under way', () => {
  const paused = shift({ activities: [activity('break', '10:00', '10:15'), activity('training', '13:00', '14:00')] });

  it('may be in the work around it, and not in what is beside that', () => {
    const [taken] = movableBreaks(paused, undefined);
    expect(taken).toMatchObject({ agentId: 'mia', shiftId: 's', shiftVersion: 2, from: at('10:00') });
    expect(taken!.room).toEqual({ from: at('08:00'), to: at('13:00') });
  });

  it('stays in the window of its pattern', () => {
    expect(movableBreaks(paused, pattern(60, 180))[0]!.room).toEqual({ from: at('09:00'), to: at('11:15') });
    expect(movableBreaks(paused, pattern(60, 400))[0]!.room).toEqual({ from: at('09:00'), to: at('13:00') });
  });

  it('is nobody’s in a shift that nobody has', () => {
    expect(movableBreaks({ ...paused, agentId: null }, undefined)).toEqual([]);
  });
});

describe('overtime of a shift', () => {
  const law = { mostDailyOvertimeMinutes: 180 };
  const times = (from: string, to: string) => ({ from: at(from), to: at(to) });
  const roomOf = (from: string, to: string, own = shift()) => {
    const room = overtimeRoom(own, times(from, to), law);
    return room && [room.from, room.to];
  };

  it.each([
    ['after it ends', '15:30', '18:00', ['16:00', '18:00']],
    ['before it begins', '06:30', '09:00', ['06:30', '08:00']],
    ['no longer than the law’s day after it', '16:00', '22:00', ['16:00', '19:00']],
    ['no longer than the law’s day before it', '03:00', '08:00', ['05:00', '08:00']],
  ])('is %s', (_, from, to, [begins, ends]) => {
    expect(roomOf(from, to)).toEqual([at(begins!), at(ends!)]);
  });

  it.each([
    ['within it', '09:00', '12:00'],
    ['far from it', '17:00', '19:00'],
    ['too short', '15:30', '16:15'],
  ])('is none for a time %s', (_, from, to) => expect(roomOf(from, to)).toBeNull());

  it('is what is left of the day’s', () => {
    const longer = shift({ endsAt: at('18:00'), activities: [activity('overtime', '16:00', '18:00')] });
    expect(roomOf('17:00', '21:00', longer)).toEqual([at('18:00'), at('19:00')]);
  });
});
