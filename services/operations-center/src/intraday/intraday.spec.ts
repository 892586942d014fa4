import { describe, expect, it } from '@jest/globals';
import { staffFor, type StaffingRules } from '#libs/workforce/staffing/interval-outlook';
import type { PlannedDay } from '../planning/planning.api.js';
import { dayOutlook, type DayOutlook } from './day-outlook.js';
import type { Suggestion } from './suggestion.js';
import type { LongerShift } from '../rostering/live-rosters.api.js';
import type { Lender } from './relaxation.js';
import { overtimes, suggestionsOf, type Means } from './suggestions.js';

const HALF_HOUR_MS = 30 * 60_000;
const OPENS = Date.UTC(2026, 10, 23, 8);
const level = { withinSeconds: 20 };
const rules: StaffingRules = {
  level,
  goal: { serviceLevel: { ...level, share: 0.8 } },
  ...{ patienceSeconds: 120, redialShare: 0, shrinkage: 0, plannedShrinkage: 0, concurrentContacts: 1 },
};
const CALLS = [60, 80, 100, 120, 120, 100, 80, 60, 60, 60];
const HANDLE_SECONDS = 240;

interface Came {
  /** Of what was planned, in the intervals that are over. */
  readonly share?: number;
  readonly handleSeconds?: number;
}

/** A day from 8:00 to 13:00; drift of a tenth. */
function aDay(name: string, { share = 1, handleSeconds = HANDLE_SECONDS }: Came = {}): PlannedDay {
  return {
    ...{ planningGroupId: name, name, skills: ['billing'], skillLevel: 3, date: '2026-11-23' },
    ...{ timezone: 'UTC', intervalMinutes: 30 },
    ...{
      versionId: 'v',
      rules,
      goalShare: 0.8,
      uncertainty: { noise: 1, drift: 0.1, errors: [-1, 0, 1] },
      sharing: [],
    },
    intervals: CALLS.map((contacts, at) => {
      const from = OPENS + at * HALF_HOUR_MS;
      const staff = staffFor({ contacts, handleSeconds: HANDLE_SECONDS, intervalSeconds: 1_800 }, rules);
      const came = contacts * share;
      return {
        ...{ at: `${8 + Math.floor(at / 2)}:${at % 2 ? '30' : '00'}`, from, to: from + HALF_HOUR_MS },
        planned: { contacts, handleSeconds: HANDLE_SECONDS, ...staff },
        actual: {
          ...{ contacts: came, answered: came * 0.9, abandoned: came * 0.1, answeredInTime: came * 0.7 },
          ...{ abandonedInTime: 0, shortAbandoned: 0, handled: came, handledSeconds: came * handleSeconds },
          answerWaitSeconds: 0,
        },
        atWork: staff.agents,
      };
    }),
  };
}

const nine = OPENS + 2 * HALF_HOUR_MS;
const staffed = (day: PlannedDay, more: Readonly<Record<number, number>> = {}) =>
  day.intervals.map(({ planned }, at) => planned.agents + (more[at] ?? 0));
const NOTHING: Means = { lenders: [], breaks: [], longer: null };
const suggested = (outlook: DayOutlook, means: Partial<Means> = {}) => suggestionsOf(outlook, { ...NOTHING, ...means });
const kinds = (items: readonly Suggestion[]) => items.map(({ kind }) => kind);

describe('the rest of a day', () => {
  it('is what was planned, when what came is what was planned', () => {
    const { intervals, levelSoFar, levelAtEnd } = dayOutlook(aDay('calls'), null, nine);
    expect(intervals.map(({ state }) => state)).toEqual(['over', 'over', 'now', ...Array<string>(7).fill('ahead')]);
    intervals.forEach(({ expected, needed, planned }) => {
      expect(expected.contacts).toBeCloseTo(planned.contacts, 9);
      expect(needed).toBe(planned.agents);
    });
    expect(levelSoFar).toBeCloseTo(0.7, 9);
    const ahead = intervals
      .slice(2)
      .reduce((sum, { predicted }) => sum + predicted!.contacts * predicted!.serviceLevel, 0);
    expect(levelAtEnd).toBeCloseTo((140 * 0.7 + ahead) / 840, 9);
  });

  it('is higher when more came, by as much as is not chance, and longer when calls were longer', () => {
    const { intervals } = dayOutlook(aDay('calls', { share: 1.3, handleSeconds: 300 }), null, nine);
    const last = intervals.at(-1)!;
    const trust = 0.01 / (0.01 + 1 / 140);
    expect(last.expected.contacts).toBeCloseTo(60 * (1 + trust * 0.3), 9);
    expect(last.expected.handleSeconds).toBeGreaterThan(HANDLE_SECONDS);
    expect(last.expected.handleSeconds).toBeLessThan(300);
    expect(last.needed).toBeGreaterThan(last.planned.agents);
    expect(intervals[0]!.expected).toEqual({ contacts: 78, handleSeconds: 300 });
  });

  it('is staffed by the roster where there is one', () => {
    const day = aDay('calls');
    const [planned, rostered] = [dayOutlook(day, null, nine), dayOutlook(day, staffed(day, { 5: -4 }), nine)];
    expect([planned.staffedBy, rostered.staffedBy]).toEqual(['plan', 'roster']);
    expect(rostered.levelAtEnd).toBeLessThan(planned.levelAtEnd!);
    expect(rostered.intervals[5]!.predicted!.serviceLevel).toBeLessThan(planned.intervals[5]!.predicted!.serviceLevel);
  });
});

describe('a day with shrinkage', () => {
  const shrunk = { ...rules, shrinkage: 0.3, plannedShrinkage: 0.2 };
  const demandOf = (contacts: number) => ({ contacts, handleSeconds: HANDLE_SECONDS, intervalSeconds: 1_800 });
  const rostered = CALLS.map((contacts) => staffFor(demandOf(contacts), shrunk).rostered);
  const looked = (plannedShrinkage: number) =>
    dayOutlook({ ...aDay('calls'), rules: { ...shrunk, plannedShrinkage } }, rostered, nine);

  it('has enough by a roster that covers what is required: pauses are not taken off once more', () => {
    const { intervals } = looked(0.2);
    for (const { there, needed } of intervals.slice(2)) expect(there).toBeGreaterThanOrEqual(needed);
    expect(intervals.slice(2).map(({ there }) => there)).toEqual(
      rostered.slice(2).map((count) => Math.floor((count * 0.7) / 0.8 + 1e-9)),
    );
    expect(kinds(suggested(looked(0.2)))).not.toContain('overtime');
  });

  it('lacks people where nothing of it was planned', () => {
    expect(
      looked(0)
        .intervals.slice(2)
        .some(({ there, needed }) => there < needed),
    ).toBe(true);
  });
});

describe('suggestions', () => {
  const short = () => dayOutlook(aDay('calls'), staffed(aDay('calls'), { 6: -3, 7: -2 }), nine);

  it('are none when all is as it should be', () => {
    expect(suggested(dayOutlook(aDay('calls'), null, nine))).toEqual([]);
  });

  it('are overtime where people are missing, with what the day gains: what the same outlook says with them', () => {
    const [overtime] = suggested(short());
    expect(overtime).toMatchObject({ kind: 'overtime', agents: 3, from: OPENS + 6 * HALF_HOUR_MS });
    expect(overtime!.to).toBe(OPENS + 8 * HALF_HOUR_MS);
    const day = aDay('calls');
    const then = dayOutlook(day, staffed(day, { 6: 0, 7: 1 }), nine);
    expect(overtime!.day.after).toBeCloseTo(then.levelAtEnd!, 9);
    expect(overtime!.stretch.after).toBeGreaterThanOrEqual(0.8);
    expect(overtime!.stretch.before).toBeLessThan(0.8);
  });

  it('are time off where more are there than it takes, and the goal is still achieved', () => {
    const day = aDay('calls');
    const over = dayOutlook(day, staffed(day, { 4: 3, 5: 4, 6: 3 }), nine);
    const [timeOff, ...others] = suggested(over);
    expect(others).toEqual([]);
    expect(timeOff).toMatchObject({ kind: 'time-off', agents: 3, to: OPENS + 7 * HALF_HOUR_MS });
    expect(timeOff!.day.after).toBeLessThan(timeOff!.day.before!);
    expect(timeOff!.stretch.after).toBeGreaterThanOrEqual(0.8);
  });

  it('name whose shifts could be longer, and count them only while they would be there', () => {
    const from = OPENS + 6 * HALF_HOUR_MS;
    const stays = (agentId: string, halfHours: number): LongerShift => ({
      ...{ agentId, shiftId: agentId, shiftVersion: 1 },
      ...{ from: new Date(from), to: new Date(from + halfHours * HALF_HOUR_MS) },
    });
    const [overtime] = suggested(short(), { longer: [[stays('mia', 1), stays('ben', 2)]] });
    expect(overtime!.agents).toBe(2);
    expect(overtime!.change).toMatchObject({ kind: 'overtime', shifts: [{ agentId: 'ben' }, { agentId: 'mia' }] });
    const day = aDay('calls');
    const then = dayOutlook(day, staffed(day, { 6: -1, 7: -1 }), nine);
    expect(overtime!.day.after).toBeCloseTo(then.levelAtEnd!, 9);
    expect(overtimes(short())).toHaveLength(1);
    expect(suggested(short(), { longer: [[]] })).toEqual([]);
  });

  describe('by people of another group', () => {
    const other = aDay('chats');
    const lent = (
      levels: Record<string, number>[],
      more: Readonly<Record<number, number>> = { 6: 5, 7: 4 },
    ): Lender => {
      const people = levels.map((each, at) => [`agent-${at}`, each] as const);
      const work = people.map(([agentId]) => ({ agentId, from: OPENS, to: OPENS + 10 * HALF_HOUR_MS }));
      return { outlook: dayOutlook(other, staffed(other, more), nine), work, skills: new Map(people) };
    };
    const relaxed = (lender: Lender) =>
      suggested(short(), { lenders: [lender] }).find(({ kind }) => kind === 'skill-relaxation');

    it('raise those who know a little of it, as many as can be spared, with what it costs there', () => {
      const found = relaxed(lent([{ billing: 1 }, { billing: 2 }, { billing: 1 }, { billing: 2 }, { billing: 2 }]))!;
      expect(found).toMatchObject({ agents: 4, lender: { name: 'chats' } });
      expect(found.stretch.after).toBeGreaterThan(found.stretch.before!);
      expect(found.change).toMatchObject({
        agents: [{ agentId: 'agent-0', skills: [{ code: 'billing', from: 1, to: 3 }] }, {}, {}, {}],
      });
      const without = dayOutlook(other, staffed(other, { 6: 1, 7: 0 }), nine);
      expect(found.lender!.day.after).toBeCloseTo(without.levelAtEnd!, 9);
      expect(found.lender!.day.after).toBeLessThan(found.lender!.day.before!);
    });

    it.each([
      ['who know nothing of it', [{ chat: 5 }, { chat: 5 }, {}]],
      ['who can do it already', [{ billing: 3 }, { billing: 5 }]],
      ['of whom one alone is no gain', [{ billing: 1 }]],
    ])('leave those %s', (_, levels) => {
      expect(relaxed(lent(levels as Record<string, number>[]))).toBeUndefined();
    });

    it('ask nobody whose group misses them, or who is not at work then', () => {
      const [busy, idle] = [lent([{ billing: 1 }, { billing: 1 }], {}), lent([{ billing: 1 }, { billing: 1 }])];
      expect(relaxed(busy)).toBeUndefined();
      const gone = idle.work.map((each) => ({ ...each, to: OPENS + 6 * HALF_HOUR_MS }));
      expect(relaxed({ ...idle, work: gone })).toBeUndefined();
      expect(relaxed(idle)).toBeDefined();
    });
  });

  it('move a break from where somebody is missing to the nearest time at which nobody is', () => {
    const day = aDay('calls');
    const outlook = dayOutlook(day, staffed(day, { 6: -1, 8: 1, 4: 1 }), nine);
    const from = OPENS + 6 * HALF_HOUR_MS;
    const pause = (agentId: string, begins: number, room: { from: number; to: number }) => ({
      ...{ agentId, shiftId: 'shift', shiftVersion: 4, from: new Date(begins), to: new Date(begins + HALF_HOUR_MS) },
      room: { from: new Date(room.from), to: new Date(room.to) },
    });
    const moveIn = (room: { from: number; to: number }) =>
      suggested(outlook, { breaks: [pause('mia', from, room)] }).find(({ kind }) => kind === 'break-move');
    const wholeDay = { from: OPENS, to: OPENS + 10 * HALF_HOUR_MS };
    const move = moveIn(wholeDay)!;
    expect(move.move!.agentId).toBe('mia');
    expect(move.change).toMatchObject({ shiftId: 'shift', shiftVersion: 4, from: new Date(from).toISOString() });
    expect([4, 8].map((at) => OPENS + at * HALF_HOUR_MS)).toContain(move.move!.breakFrom);
    expect(move.day.after).toBeGreaterThan(move.day.before!);
    // Nobody pauses before they come, nor while they are at lunch.
    expect(moveIn({ ...wholeDay, from: OPENS + 5 * HALF_HOUR_MS })!.move!.breakFrom).toBe(OPENS + 8 * HALF_HOUR_MS);
    expect(moveIn({ from: OPENS + 5 * HALF_HOUR_MS, to: OPENS + 8 * HALF_HOUR_MS })).toBeUndefined();
    expect(kinds(suggested(outlook, { breaks: [pause('ben', OPENS, wholeDay)] }))).toEqual(['overtime']);
  });

  it('come in the order of what they gain', () => {
    const day = aDay('calls');
    const outlook = dayOutlook(day, staffed(day, { 3: -6, 8: -1 }), nine);
    const gains = suggested(outlook).map(({ day: { before, after } }) => after! - before!);
    expect(gains).toHaveLength(2);
    expect(gains[0]).toBeGreaterThan(gains[1]!);
  });
});
