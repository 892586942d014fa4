import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { PlannedDays } from '../planning/planning.api.js';
import { dayOutlook, type DayOutlook } from './day-outlook.js';
import type { IntradayView } from './intraday.dto.js';
import { intradayView, suggestionView } from './intraday-view.js';
import { RosteredAgents, type RosteredBreak } from './rostered-agents.js';
import { suggestionsOf } from './suggestions.js';

/** Today, as it is and as it will be. */
@Injectable()
export class IntradayReader {
  constructor(
    private readonly days: PlannedDays,
    private readonly rosters: RosteredAgents,
    private readonly clock: Clock,
  ) {}

  /** @throws PlanningGroupNotFound */
  async today(planningGroupId: string): Promise<IntradayView> {
    return intradayView((await this.#look(planningGroupId)).outlook, this.clock.now().getTime());
  }

  /** @throws PlanningGroupNotFound */
  async suggestions(planningGroupId: string) {
    const { outlook, breaks } = await this.#look(planningGroupId);
    const lenders = [];
    for (const id of await this.days.neighbours(planningGroupId)) lenders.push((await this.#look(id)).outlook);
    const asOf = this.clock.now().toISOString();
    return { asOf, items: suggestionsOf(outlook, lenders, breaks).map(suggestionView) };
  }

  async #look(planningGroupId: string): Promise<{ outlook: DayOutlook; breaks: readonly RosteredBreak[] }> {
    const day = await this.days.today(planningGroupId);
    const rostered = await this.rosters.of(planningGroupId, day.intervals);
    const outlook = dayOutlook(day, rostered?.agents ?? null, this.clock.now().getTime());
    return { outlook, breaks: rostered?.breaks ?? [] };
  }
}
