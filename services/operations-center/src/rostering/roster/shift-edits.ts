import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RosterPeriodInvalid, RosterShiftNotFound } from '../domain/rostering.errors.js';
import type { Violation } from '../domain/violation.js';
import { CourseTitles } from '../../training/course/course-titles.api.js';
import { RosterSetup } from '../setup/roster-setup.js';
import { localTimeOf } from './local-time.js';
import type { ShiftBody } from './roster.dto.js';
import { RosterShiftSchema, type Roster, type RosterShift } from './roster.schema.js';
import { lastDay, Rosters } from './rosters.js';
import { ScheduleChanges } from './schedule-changes.js';
import { ScheduleCheck } from './schedule-check.js';

export interface Edited {
  readonly shift: RosterShift;
  readonly violations: readonly Violation[];
}

/** Shifts changed by hand, in a draft or in what is published. */
@Injectable()
export class ShiftEdits {
  constructor(
    private readonly database: Database,
    private readonly rosters: Rosters,
    private readonly setup: RosterSetup,
    private readonly check: ScheduleCheck,
    private readonly changes: ScheduleChanges,
    private readonly courses: CourseTitles,
    private readonly clock: Clock,
  ) {}

  /** @throws RosterNotFound, RosterBeingMade, RosterPeriodInvalid, RosterRulesBroken, TaughtCourseUnknown */
  add(rosterId: string, body: ShiftBody): Promise<Edited> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const roster = await this.#roster(tx, rosterId);
      const { planningGroupId, timeZone } = roster;
      const isPublished = roster.status === 'published';
      const own = { id: newId(this.clock.now()), version: 1, rosterId, planningGroupId, timeZone, isPublished };
      const shift: RosterShift = { ...own, ...(await this.#content(roster, body)) };
      return this.#done(tx, roster, [shift], () => tx.insert(RosterShiftSchema, shift));
    });
  }

  /** @throws RosterShiftNotFound, StaleVersion, RosterBeingMade, RosterPeriodInvalid, RosterRulesBroken, TaughtCourseUnknown */
  replace(id: string, body: ShiftBody): Promise<Edited> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const before = await this.#shift(tx, id);
      const roster = await this.#roster(tx, before.rosterId);
      const after = { ...before, ...(await this.#content(roster, body)), version: before.version + 1 };
      return this.#done(tx, roster, [after, before], () => tx.update(RosterShiftSchema, { id }, after));
    });
  }

  /** @throws RosterShiftNotFound, StaleVersion, RosterBeingMade */
  remove(id: string): Promise<Edited> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const shift = await this.#shift(tx, id);
      const roster = await this.#roster(tx, shift.rosterId);
      return this.#done(tx, roster, [shift], () => tx.delete(RosterShiftSchema, { id }));
    });
  }

  /** Of a published one its shifts may still be changed, one by one. */
  async #roster(tx: EntityManager, id: string): Promise<Roster> {
    const roster = await this.rosters.get(id);
    return roster.status === 'published' ? roster : this.rosters.draft(tx, id);
  }

  async #shift(tx: EntityManager, id: string): Promise<RosterShift> {
    const shift = await tx.findOneBy(RosterShiftSchema, { id });
    if (!shift) throw new RosterShiftNotFound('There is no such shift.', { id });
    checkPrecondition(shift);
    return shift;
  }

  async #content(roster: Roster, body: ShiftBody) {
    const { agentId, startsAt, endsAt, activities, siteId, ...rest } = body;
    const { date, minute: startMinute } = localTimeOf(roster.timeZone, new Date(startsAt));
    if (date < roster.startsOn || date > lastDay(roster) || new Date(endsAt) <= new Date(startsAt))
      throw new RosterPeriodInvalid('The shift is not in the weeks of the roster.', { date });
    const own = agentId === null ? undefined : (await this.setup.all('agent')).get(agentId);
    const inUtc = (time: string) => new Date(time).toISOString();
    const titles = await this.courses.of(activities.flatMap(({ course }) => course?.id ?? []));
    return {
      ...rest,
      ...{ agentId, date, startMinute, startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
      siteId: siteId ?? own?.siteId ?? null,
      activities: activities.map(({ course, ...each }) => ({
        ...{ ...each, from: inUtc(each.from), to: inUtc(each.to) },
        ...(course && { course: titles.named(course.id) }),
      })),
    };
  }

  async #done(
    tx: EntityManager,
    roster: Roster,
    shifts: readonly RosterShift[],
    work: () => Promise<unknown>,
  ): Promise<Edited> {
    const agentIds = [...new Set(shifts.flatMap(({ agentId }) => agentId ?? []))];
    const dates = [...new Set(shifts.map(({ date }) => date))].sort();
    const scope = { agentIds, from: dates[0]!, to: dates.at(-1)!, roster };
    const violations = await this.check.guarded(tx, scope, work);
    const { planningGroupId } = roster;
    if (shifts[0]!.isPublished) await this.changes.happened(tx, { planningGroupId, agentIds, dates, cause: 'edited' });
    return { shift: shifts[0]!, violations };
  }
}
