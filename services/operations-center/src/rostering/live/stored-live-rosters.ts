import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { And, IsNull, LessThan, MoreThan, Not, type EntityManager } from 'typeorm';
import { RosterShiftMovedOn } from '../domain/rostering.errors.js';
import {
  LiveRosters,
  type LongerShift,
  type MovableBreak,
  type MovedBreak,
  type SeenShift,
} from '../live-rosters.api.js';
import { RosterShiftSchema, type RosterShift } from '../roster/roster.schema.js';
import { ScheduleChanges } from '../roster/schedule-changes.js';
import { ScheduleCheck } from '../roster/schedule-check.js';
import { RosterSetup } from '../setup/roster-setup.js';
import { lengthened } from '../swap/overtime-offers.js';
import { forbids } from '../swap/published-shifts.js';
import { movableBreaks } from './movable-breaks.js';
import { overtimeRoom } from './overtime-room.js';

const NEAR_MS = 24 * 3_600_000;

/** Changes of published shifts while their day goes on; each is looked at by the rules like any other. */
@Injectable()
export class StoredLiveRosters extends LiveRosters {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
    private readonly check: ScheduleCheck,
    private readonly changes: ScheduleChanges,
    private readonly clock: Clock,
  ) {
    super();
  }

  async overtime(planningGroupId: string, times: readonly { from: Date; to: Date }[]): Promise<LongerShift[][]> {
    const { law } = await this.setup.rules();
    const all: LongerShift[][] = [];
    for (const time of times) {
      const near = { from: new Date(time.from.getTime() - NEAR_MS), to: new Date(time.to.getTime() + NEAR_MS) };
      const shifts = await this.#shifts(planningGroupId, near.from, near.to);
      const possible = new Map<string, LongerShift>();
      for (const shift of shifts) {
        const longer = overtimeRoom(shift, time, law);
        if (longer && longer.from > this.clock.now() && !possible.has(longer.agentId))
          possible.set(longer.agentId, longer);
      }
      all.push(await this.#lawful([...possible.values()], shifts));
    }
    return all;
  }

  async breaks(planningGroupId: string, from: Date, to: Date): Promise<MovableBreak[]> {
    const patterns = await this.setup.all('pattern');
    const shifts = await this.#shifts(planningGroupId, from, to);
    return shifts
      .flatMap((shift) => movableBreaks(shift, patterns.get(shift.patternId ?? '')))
      .filter((each) => from <= each.from && each.from < to);
  }

  lengthen(planningGroupId: string, longer: readonly LongerShift[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      for (const each of longer) {
        const shift = await this.#seen(tx, planningGroupId, each);
        const touches =
          each.from.getTime() === shift.endsAt.getTime() || each.to.getTime() === shift.startsAt.getTime();
        if (!touches || each.from <= this.clock.now() || each.to <= each.from) throw movedOn(each);
        await this.#change(tx, shift, lengthened(shift, each), 'overtime');
      }
    });
  }

  moveBreak(planningGroupId: string, moved: MovedBreak): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const shift = await this.#seen(tx, planningGroupId, moved);
      const pattern = (await this.setup.all('pattern')).get(shift.patternId ?? '');
      const taken = movableBreaks(shift, pattern).find(({ from }) => from.getTime() === moved.from.getTime());
      if (!taken || Math.min(moved.from.getTime(), moved.begins.getTime()) <= this.clock.ms()) throw movedOn(moved);
      const ends = new Date(moved.begins.getTime() + taken.to.getTime() - taken.from.getTime());
      if (moved.begins < taken.room.from || ends > taken.room.to) throw movedOn(moved);
      const activities = shift.activities
        .map((each) =>
          each.kind === 'break' && each.from === moved.from.toISOString()
            ? { ...each, from: moved.begins.toISOString(), to: ends.toISOString() }
            : each,
        )
        .sort((a, b) => (a.from < b.from ? -1 : 1));
      await this.#change(tx, shift, { ...shift, activities, version: shift.version + 1 }, 'edited');
    });
  }

  /** Without those whom a law or plan forbids it, and those who would take a seat too many. */
  async #lawful(possible: readonly LongerShift[], shifts: readonly RosterShift[]): Promise<LongerShift[]> {
    if (possible.length === 0) return [];
    const changed = possible.map((each) =>
      lengthened(
        shifts.find(({ id }) => id === each.shiftId)!,
        each,
      ),
    );
    const dates = [...changed, ...shifts.filter(({ id }) => possible.some(({ shiftId }) => shiftId === id))]
      .map(({ date }) => date)
      .sort();
    const scope = { agentIds: possible.map(({ agentId }) => agentId), from: dates[0]!, to: dates.at(-1)! };
    const broken = new Set((await this.check.foreseen(scope, changed)).filter(forbids).map(({ agentId }) => agentId));
    return possible.filter(({ agentId }, at) => !broken.has(agentId) && !broken.has(changed[at]!.siteId ?? ''));
  }

  async #change(
    tx: EntityManager,
    before: RosterShift,
    after: RosterShift,
    cause: 'overtime' | 'edited',
  ): Promise<void> {
    const agentIds = [before.agentId!];
    const dates = [...new Set([after.date, before.date])].sort();
    const scope = { agentIds, from: dates[0]!, to: dates.at(-1)! };
    await this.check.guarded(tx, scope, () => tx.update(RosterShiftSchema, { id: before.id }, after), forbids);
    await this.changes.happened(tx, { planningGroupId: before.planningGroupId, agentIds, dates, cause });
  }

  async #seen(tx: EntityManager, planningGroupId: string, seen: SeenShift): Promise<RosterShift> {
    const { shiftId: id, shiftVersion: version, agentId } = seen;
    const shift = await tx.findOneBy(RosterShiftSchema, { id, isPublished: true, planningGroupId });
    if (shift?.version !== version || shift.agentId !== agentId) throw movedOn(seen);
    return shift;
  }

  /** Assigned ones that touch the time. */
  async #shifts(planningGroupId: string, from: Date, to: Date): Promise<RosterShift[]> {
    const dates = { from: dateOf(from, -2), to: dateOf(to, 2) };
    const shifts = await (
      await this.database.reader()
    ).find(RosterShiftSchema, {
      where: {
        ...{ isPublished: true, planningGroupId, agentId: Not(IsNull()) },
        date: And(MoreThan(dates.from), LessThan(dates.to)),
      },
      order: { startsAt: 'ASC', id: 'ASC' },
    });
    return shifts.filter(({ startsAt, endsAt }) => startsAt <= to && endsAt >= from);
  }
}

function dateOf(instant: Date, days: number): string {
  return new Date(instant.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

function movedOn({ shiftId: id }: SeenShift): RosterShiftMovedOn {
  return new RosterShiftMovedOn('The shift is another one by now, or its time is over.', { id });
}
