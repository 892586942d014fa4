import { Database } from '#libs/persistence/database';
import { placeTogether, Staffed } from '#libs/workforce/shifts/placement';
import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan, type EntityManager } from 'typeorm';
import type { Activity, TaughtCourse } from '../domain/work-shift.js';
import { activityIn, needsOf, stretchOf, takenOf, workedOf } from '../generation/made-shifts.js';
import { minuteOf } from '../roster/coverage.js';
import { RosterSchema, RosterShiftSchema, type Roster, type RosterShift } from '../roster/roster.schema.js';
import { ScheduleChanges } from '../roster/schedule-changes.js';
import { RosterSetup } from '../setup/roster-setup.js';

export interface LearningWish {
  readonly agentId: string;
  readonly course: TaughtCourse;
  /** In steps of five. */
  readonly minutes: number;
  readonly from: Date;
  readonly to: Date;
}

/** Time to learn in what is published. */
export abstract class LearningTimes {
  /** In the shifts of the agent, where fewest are missed, in the first roster with room. @returns null: there is no such time */
  abstract place(wish: LearningWish): Promise<{ readonly from: Date; readonly to: Date } | null>;
  /** What has not begun by then is work again. */
  abstract release(agentId: string, courseId: string, from: Date): Promise<void>;
}

@Injectable()
export class RosteredLearningTimes extends LearningTimes {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
    private readonly changes: ScheduleChanges,
  ) {
    super();
  }

  place(wish: LearningWish): Promise<{ from: Date; to: Date } | null> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const own = await shiftsOf(tx, wish.agentId, wish.from, wish.to);
      for (const [rosterId, shifts] of Map.groupBy(own, (shift) => shift.rosterId)) {
        const roster = await tx.findOneByOrFail(RosterSchema, { id: rosterId });
        const found = await slotIn(tx, roster, shifts, wish);
        if (!found) continue;
        const { shift, slot } = found;
        await this.#change(tx, shift, [...shift.activities, { ...slot, course: wish.course }]);
        return { from: new Date(slot.from), to: new Date(slot.to) };
      }
      return null;
    });
  }

  release(agentId: string, courseId: string, from: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const isOver = ({ course, from: begins }: Activity) => course?.id === courseId && new Date(begins) > from;
      for (const shift of await shiftsOf(tx, agentId, from)) {
        const kept = shift.activities.filter((each) => !isOver(each));
        if (kept.length < shift.activities.length) await this.#change(tx, shift, kept);
      }
    });
  }

  async #change(tx: EntityManager, shift: RosterShift, activities: readonly Activity[]): Promise<void> {
    const { id, version, planningGroupId, agentId, date } = shift;
    const inOrder = activities.toSorted((a, b) => (a.from < b.from ? -1 : 1));
    await tx.update(RosterShiftSchema, { id }, { activities: inOrder, version: version + 1 });
    await this.changes.told(tx, { planningGroupId, agentIds: [agentId!], dates: [date], cause: 'learning' });
  }
}

async function shiftsOf(tx: EntityManager, agentId: string, from: Date, to?: Date): Promise<RosterShift[]> {
  const begins = to === undefined ? {} : { startsAt: LessThan(to) };
  const where = { isPublished: true, agentId, endsAt: MoreThan(from), ...begins };
  return tx.find(RosterShiftSchema, { where, order: { startsAt: 'ASC' } });
}

async function slotIn(tx: EntityManager, roster: Roster, own: readonly RosterShift[], wish: LearningWish) {
  const staffed = new Staffed(needsOf(roster));
  for (const shift of await tx.findBy(RosterShiftSchema, { rosterId: roster.id, isPublished: true })) {
    if (shift.agentId === null) continue;
    staffed.add(stretchOf(roster, shift), 1);
    for (const stretch of takenOf(roster, shift)) staffed.add(stretch, -1);
  }
  const window = { from: minuteOf(roster, wish.from), to: minuteOf(roster, wish.to) };
  const worked = own.map((shift) => workedOf(roster, shift));
  const at = placeTogether([worked], wish.minutes, window, staffed);
  if (!at) return null;
  const shift = own[worked.findIndex(({ from, to }) => from <= at.from && at.to <= to)]!;
  return { shift, slot: activityIn(roster, shift, 'training', true, at) };
}
