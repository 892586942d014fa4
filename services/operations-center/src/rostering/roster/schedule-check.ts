import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between, In, type EntityManager } from 'typeorm';
import { brokenRules, seatsMissing } from '../domain/check-schedule.js';
import { addDays, mondayOf } from '../domain/dates.js';
import { RosterRulesBroken } from '../domain/rostering.errors.js';
import { addedViolations, isHard, type Violation } from '../domain/violation.js';
import type { AgentTerms } from '../domain/work-terms.js';
import { LeaveDays } from '../leave/leave-days.js';
import { RosterSetup, type SetupOf } from '../setup/roster-setup.js';
import { RosterShiftSchema, type Roster, type RosterShift } from './roster.schema.js';

/** Whose shifts of which days are looked at; of a draft, or of what is published. */
export interface Scope {
  readonly agentIds: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly roster?: Roster | undefined;
}

/** So many days around may matter: a month of overtime, four weekends. */
const DAYS_AROUND = 35;

/** Looks at schedules rule by rule, and knows nothing of how they were made. */
@Injectable()
export class ScheduleCheck {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
    private readonly leave: LeaveDays,
  ) {}

  /** All that is broken in the days of the scope. */
  async violations(scope: Scope): Promise<Violation[]> {
    const rules = await this.setup.rules();
    const found = await this.#find(await this.database.reader(), scope, rules);
    return found.filter(({ date }) => date >= addDays(scope.from, -6) && date <= scope.to);
  }

  /**
   * Does the work and looks what it has broken.
   * @param refuses which of it undoes the work @returns what else it has broken @throws RosterRulesBroken
   */
  async guarded(
    tx: EntityManager,
    scope: Scope,
    work: () => Promise<unknown>,
    refuses: (violation: Violation) => boolean = isHard,
  ): Promise<Violation[]> {
    const rules = await this.setup.rules();
    const before = await this.#find(tx, scope, rules);
    await work();
    const added = addedViolations(before, await this.#find(tx, scope, rules));
    const refused = added.filter(refuses);
    if (refused.length > 0)
      throw new RosterRulesBroken('Rules would be broken.', {
        offending: refused.slice(0, 50).map((each) => ({ field: each.code, message: inWords(each) })),
      });
    return added;
  }

  async #find(db: EntityManager, scope: Scope, { law, sites }: SetupOf<'rules'>): Promise<Violation[]> {
    const around = DAYS_AROUND + 7 * law.averagingWeeks;
    const [from, to] = [mondayOf(addDays(scope.from, -around)), addDays(mondayOf(addDays(scope.to, around)), 6)];
    const shifts = await shiftsIn(db, { ...scope, from, to });
    const terms = await this.#terms(scope.agentIds, from, to);
    const byAgent = Map.groupBy(shifts, ({ agentId }) => agentId);
    const broken = scope.agentIds.flatMap((id) => brokenRules(id, law, terms.get(id), byAgent.get(id) ?? []));
    for (const { id, seats } of sites) {
      const nearby = { ...scope, from: addDays(scope.from, -1), to: addDays(scope.to, 1) };
      const here = await shiftsIn(db, nearby, id);
      for (const { at, there } of seatsMissing(here, seats))
        broken.push({ code: 'seats', agentId: id, date: at.toISOString().slice(0, 10), found: there, limit: seats });
    }
    return broken;
  }

  async #terms(agentIds: readonly string[], from: string, to: string): Promise<Map<string, AgentTerms>> {
    const [agents, plans] = [await this.setup.all('agent'), await this.setup.all('work-plan')];
    const leave = await this.leave.of(agentIds, from, to);
    return new Map(
      agentIds.flatMap((id) => {
        const agent = agents.get(id);
        const terms = agent && plans.get(agent.workPlanId);
        if (!terms) return [];
        return [[id, { terms, availability: agent.availability, leave: leave.get(id) ?? [] }] as const];
      }),
    );
  }
}

/**
 * What the agents work: in the days of a draft, for the people of its group, what it says; else what is published.
 * @param siteId everybody there, instead of the agents
 */
async function shiftsIn(
  db: EntityManager,
  { agentIds, from, to, roster }: Scope,
  siteId?: string,
): Promise<RosterShift[]> {
  const whose = siteId === undefined ? { agentId: In([...agentIds]) } : { siteId };
  const published = await db.findBy(RosterShiftSchema, { isPublished: true, ...whose, date: Between(from, to) });
  const assigned = (shifts: RosterShift[]) => shifts.filter(({ agentId }) => agentId !== null);
  if (roster?.status !== 'draft') return assigned(published);
  const until = addDays(roster.startsOn, roster.weeks * 7 - 1);
  const replaced = ({ date, planningGroupId }: RosterShift) =>
    planningGroupId === roster.planningGroupId && date >= roster.startsOn && date <= until;
  const drafted = await db.findBy(RosterShiftSchema, { rosterId: roster.id, isPublished: false, ...whose });
  const inDays = drafted.filter(({ date }) => date >= from && date <= to);
  return assigned([...published.filter((shift) => !replaced(shift)), ...inDays]);
}

function inWords({ agentId, date, found, limit }: Violation): string {
  return `${agentId} on ${date}: ${found} where ${limit} is the limit`;
}
