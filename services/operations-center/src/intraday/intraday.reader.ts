import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { AgentSkills } from '../figures/agent-skills.api.js';
import { PlannedDays } from '../planning/planning.api.js';
import { LiveRosters } from '../rostering/live-rosters.api.js';
import { dayOutlook, type DayOutlook } from './day-outlook.js';
import type { IntradayView } from './intraday.dto.js';
import { intradayView, suggestionView } from './intraday-view.js';
import type { Lender } from './relaxation.js';
import { RosteredAgents, type WorkStretch } from './rostered-agents.js';
import { overtimes, suggestionsOf, type Means } from './suggestions.js';

/** Today, as it is and as it will be. */
@Injectable()
export class IntradayReader {
  constructor(
    private readonly days: PlannedDays,
    private readonly rosters: RosteredAgents,
    private readonly live: LiveRosters,
    private readonly skills: AgentSkills,
    private readonly clock: Clock,
  ) {}

  /** @throws PlanningGroupNotFound */
  async today(planningGroupId: string): Promise<IntradayView> {
    return intradayView((await this.#look(planningGroupId)).outlook, this.clock.ms());
  }

  /** @throws PlanningGroupNotFound */
  async suggestions(planningGroupId: string) {
    const { outlook } = await this.#look(planningGroupId);
    const means = { lenders: await this.#lenders(planningGroupId), ...(await this.#ownMeans(outlook)) };
    const asOf = this.clock.now().toISOString();
    return { asOf, items: suggestionsOf(outlook, means).map(suggestionView) };
  }

  async #lenders(planningGroupId: string): Promise<Lender[]> {
    const lenders: Lender[] = [];
    for (const id of await this.days.neighbours(planningGroupId)) {
      const { outlook, work } = await this.#look(id);
      const skills = await this.skills.of([...new Set(work.map(({ agentId }) => agentId))]);
      lenders.push({ outlook, work, skills });
    }
    return lenders;
  }

  async #ownMeans(outlook: DayOutlook): Promise<Pick<Means, 'breaks' | 'longer'>> {
    if (outlook.staffedBy === 'plan') return { breaks: [], longer: null };
    const { intervals, day } = outlook;
    const timeOf = (first: number, last: number) => ({
      from: new Date(intervals[first]!.from),
      to: new Date(intervals[last]!.to),
    });
    const times = overtimes(outlook).map(({ first, last }) => timeOf(first, last));
    const { from, to } = timeOf(0, intervals.length - 1);
    const id = day.planningGroupId;
    return { longer: await this.live.overtime(id, times), breaks: await this.live.breaks(id, from, to) };
  }

  async #look(planningGroupId: string): Promise<{ outlook: DayOutlook; work: readonly WorkStretch[] }> {
    const day = await this.days.today(planningGroupId);
    const rostered = await this.rosters.of(day);
    const outlook = dayOutlook(day, rostered?.agents ?? null, this.clock.ms());
    return { outlook, work: rostered?.work ?? [] };
  }
}
