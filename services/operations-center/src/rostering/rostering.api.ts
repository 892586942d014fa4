import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThan, MoreThan } from 'typeorm';
import { besideWork } from './domain/leave-day.js';
import { spansOf, type TaughtCourse } from './domain/work-shift.js';
import { LeaveDays } from './leave/leave-days.js';
import { RosterShiftSchema } from './roster/roster.schema.js';
import { RosterSetup } from './setup/roster-setup.js';

export interface PublishedActivity {
  readonly agentId: string;
  readonly activity: 'work' | 'break' | 'lunch' | 'training' | 'meeting' | 'leave';
  readonly from: Date;
  readonly to: Date;
  readonly planningGroupId?: string;
  /** Of a training: what is learnt then. */
  readonly course?: TaughtCourse;
}

/** What other contexts ask about who works when. */
export abstract class PublishedRosters {
  /** What overlaps the time, in order; leave is whole days on the tenant's calendar, beside shifts that go on into them. */
  abstract activities(agentIds: string[], from: Date, to: Date): Promise<PublishedActivity[]>;
}

/** Who is rostered in a planning group. */
export abstract class RosterGroups {
  abstract members(planningGroupId: string): Promise<string[]>;
  /** What each of them can do, by agent. @param planningGroupId or a mix, or a pool of one */
  abstract skills(planningGroupId: string): Promise<ReadonlyMap<string, readonly string[]>>;
}

@Injectable()
export class StoredGroups extends RosterGroups {
  constructor(private readonly setup: RosterSetup) {
    super();
  }

  async members(planningGroupId: string): Promise<string[]> {
    return [...(await this.setup.all('agent', planningGroupId)).keys()];
  }

  async skills(planningGroupId: string): Promise<ReadonlyMap<string, readonly string[]>> {
    return new Map([...(await this.setup.all('agent', planningGroupId))].map(([id, { skills }]) => [id, skills]));
  }
}

@Injectable()
export class StoredRosters extends PublishedRosters {
  constructor(
    private readonly database: Database,
    private readonly leave: LeaveDays,
  ) {
    super();
  }

  async activities(agentIds: string[], from: Date, to: Date): Promise<PublishedActivity[]> {
    const where = { isPublished: true, agentId: In(agentIds), startsAt: LessThan(to), endsAt: MoreThan(from) };
    const shifts = await (await this.database.reader()).findBy(RosterShiftSchema, where);
    const worked = shifts.flatMap((shift) =>
      spansOf(shift).map(({ kind, from: begins, to: ends, course }) => ({
        ...{ agentId: shift.agentId!, activity: kind as Exclude<typeof kind, 'overtime'> },
        ...{ from: begins, to: ends, planningGroupId: shift.planningGroupId, ...(course && { course }) },
      })),
    );
    const [first, last] = [from.toISOString().slice(0, 10), to.toISOString().slice(0, 10)];
    const leave = await this.leave.of(agentIds, first, last);
    const away = [...leave].flatMap(([agentId, days]) => {
      const own = shifts.filter((shift) => shift.agentId === agentId);
      return days
        .map((day) => besideWork(day, own))
        .filter((day) => day !== null)
        .map((day) => ({ agentId, activity: 'leave' as const, ...day }));
    });
    return [...worked, ...away]
      .filter((each) => each.from < to && each.to > from)
      .sort((a, b) => a.from.getTime() - b.from.getTime());
  }
}

/** The date since which each rostered agent is there. */
@Injectable()
export class Seniority {
  constructor(private readonly setup: RosterSetup) {}

  async since(): Promise<ReadonlyMap<string, string>> {
    return new Map([...(await this.setup.all('agent'))].map(([agentId, { since }]) => [agentId, since]));
  }
}
