import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between, In } from 'typeorm';
import { addDays } from '../domain/dates.js';
import { LeaveDays } from '../leave/leave-days.js';
import { RosterShiftSchema, type Roster, type RosterShift } from '../roster/roster.schema.js';
import { lastDay } from '../roster/rosters.js';
import { RosterSetup } from '../setup/roster-setup.js';
import type { Making } from './making.js';

const WEEKS_AROUND = 8;

/** Reads what shifts are made from. */
@Injectable()
export class MakingReader {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
    private readonly leave: LeaveDays,
  ) {}

  async read(roster: Roster): Promise<Making> {
    const [agents, plans] = [await this.setup.all('agent', roster.planningGroupId), await this.setup.all('work-plan')];
    const ids = [...agents.keys()];
    const [from, to] = [addDays(roster.startsOn, -7 * WEEKS_AROUND), addDays(lastDay(roster), 7 * WEEKS_AROUND)];
    const leave = await this.leave.of(ids, from, to);
    const people = [...agents.values()].flatMap((agent) => {
      const plan = plans.get(agent.workPlanId);
      const away = leave.get(agent.id) ?? [];
      if (!plan) return [];
      const terms = { terms: plan, availability: agent.availability, leave: away };
      return [{ id: agent.id, agent, plan, terms }];
    });
    const db = await this.database.reader();
    const drafted = await db.findBy(RosterShiftSchema, { rosterId: roster.id });
    const published = await db.find(RosterShiftSchema, {
      where: { isPublished: true, agentId: In(ids), date: Between(from, to) },
      order: { startsAt: 'ASC' },
    });
    const isKept = ({ date, planningGroupId }: RosterShift) =>
      date < roster.startsOn || date > lastDay(roster) || planningGroupId !== roster.planningGroupId;
    const rules = await this.setup.rules();
    const siteIds = rules.sites.map(({ id }) => id).filter((id) => people.some(({ agent }) => agent.siteId === id));
    const days = Between(addDays(roster.startsOn, -1), lastDay(roster));
    const there = await db.findBy(RosterShiftSchema, { isPublished: true, siteId: In(siteIds), date: days });
    return {
      ...{ roster, rules, people, drafted, patterns: await this.setup.all('pattern') },
      around: published.filter(isKept),
      elsewhere: there.filter((shift) => shift.agentId !== null && isKept(shift)),
    };
  }
}
