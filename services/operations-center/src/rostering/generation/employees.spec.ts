import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#libs/kernel/id';
import { BestLine } from '#libs/workforce/roster/line/best-line';
import { everyLine } from '#libs/workforce/roster/some-problem.contract';
import { OFF } from '#libs/workforce/roster/roster-problem';
import { brokenRules } from '../domain/check-schedule.js';
import { addDays } from '../domain/dates.js';
import { CHINESE_LABOUR_LAW } from '../domain/labour-law.js';
import type { RosterShift } from '../roster/roster.schema.js';
import { RosteredAgent, RosterRules, ShiftPattern, WorkPlan } from '../setup/setup.dto.js';
import { employeeOf } from './employees.js';
import { optionsOf, type Making } from './making.js';

const MONDAY = '2026-11-30';
const NOON = 720;
const patternId = newId(new Date(0));
const law = { ...CHINESE_LABOUR_LAW, calendar: [], mostWeeklyMinutes: 10_080 };

function worked(day: number): RosterShift {
  const date = addDays(MONDAY, day);
  const startsAt = new Date(Date.parse(date) + NOON * 60_000);
  return {
    ...{ id: date, agentId: 'mia', date, patternId, siteId: null, startMinute: NOON, startsAt, activities: [] },
    ...{ endsAt: new Date(startsAt.getTime() + 4 * 3_600_000), version: 1, rosterId: 'r', planningGroupId: 'g' },
    ...{ timeZone: 'UTC', isPublished: true, isLocked: false, skills: null },
  };
}

/** A week for somebody who worked so many days in a row up to the Sunday before it. */
function aWeek(run: number, mostConsecutiveDays: number) {
  const set = { id: 'mia', version: 1 };
  const plan = { ...set, ...WorkPlan.parse({ name: 'p', mostWeeklyMinutes: 10_080, mostConsecutiveDays, ...free }) };
  const agent = { ...set, ...RosteredAgent.parse({ planningGroupId: 'g', workPlanId: patternId, since: MONDAY }) };
  const pattern = ShiftPattern.parse({ name: 'p', startsFrom: NOON, startsUntil: NOON, minutes: 240 });
  const person = { id: 'mia', agent, plan, terms: { terms: plan, availability: [], leave: [] } };
  const around = Array.from({ length: run }, (_, at) => worked(at - run));
  const making: Making = {
    roster: {
      ...{ id: 'r', version: 1, planningGroupId: 'g', timeZone: 'UTC', startsOn: MONDAY, weeks: 1, status: 'draft' },
      ...{ demand: { intervalMinutes: 60, days: [] }, basedOn: 0, demandBasis: null, outdatedAt: null, edition: 0 },
      createdAt: new Date(0),
    },
    rules: { ...set, ...RosterRules.parse({ law }) },
    patterns: new Map([[patternId, { ...pattern, id: patternId, version: 1 }]]),
    ...{ people: [person], drafted: [], around, elsewhere: [] },
  };
  const shares = { mostOfOption: [99], weekends: 99 };
  const employee = employeeOf(making, optionsOf(making), person, shares);
  const shifts = [{ id: '0', minutes: 240, notFollowedBy: [] }];
  const best = new BestLine({ days: 7, shifts, employees: [employee], cover: [] }, employee);
  const broken = (line: readonly number[]) =>
    brokenRules('mia', law, person.terms, [
      ...around,
      ...line.flatMap((shift, day) => (shift === OFF ? [] : [worked(day)])),
    ]);
  return { employee, lines: best.within(new Float64Array(7), 0, 128)!, broken };
}
const free = { mostWeekendsInFourWeeks: 4, patternIds: [patternId] };

describe('days worked before the roster', () => {
  it('take no day off by themselves: after a Sunday and a free Monday five in a row are possible', () => {
    const { employee, lines } = aWeek(1, 5);
    expect(employee.daysOff).toEqual([]);
    expect(lines).toContainEqual([OFF, 0, 0, 0, 0, 0, OFF]);
    expect(lines).toContainEqual([0, 0, 0, 0, OFF, 0, 0]);
    expect(lines).not.toContainEqual([0, 0, 0, 0, 0, OFF, OFF]);
  });

  it('leave exactly those lines that the rules of schedules find nothing wrong with', () => {
    const property = fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (run, most) => {
      const { lines, broken } = aWeek(run, most);
      fc.pre(broken(new Array<number>(7).fill(OFF)).length === 0);
      const lawful = everyLine(7, 1).filter((line) => broken(line).length === 0);
      expect(lines.map((line) => line.join()).sort()).toEqual(lawful.map((line) => line.join()).sort());
    });
    fc.assert(property, { numRuns: 60 });
  });
});
