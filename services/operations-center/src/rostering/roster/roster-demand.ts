import { Injectable } from '@nestjs/common';
import { PlanningGroupNotFound, StaffRequirements } from '../../planning/planning.api.js';
import type { Demand } from './roster.schema.js';

/** Nobody is asked for a part of a shift shorter than this. */
const LEAST_MINUTES = 15;

/** Of a planning group: its clock, and how many it needs on it by what is published; null: no day is. */
export interface PlannedDemand {
  readonly timeZone: string;
  readonly demand: Demand | null;
  /** The forecast version of each week, by its Monday. */
  readonly basis: Readonly<Record<string, string>>;
}

/** How many a planning group needs, by its published forecasts. */
@Injectable()
export class RosterDemand {
  constructor(private readonly requirements: StaffRequirements) {}

  /** @param to the last day @returns null: no such group */
  async needed(planningGroupId: string, from: string, to: string): Promise<PlannedDemand | null> {
    try {
      const basis = await this.requirements.basis(planningGroupId, from, to);
      const { timezone: timeZone, intervalMinutes, days } = await this.requirements.required(planningGroupId, from, to);
      return { timeZone, basis, demand: days.length === 0 ? null : coarser({ intervalMinutes, days }) };
    } catch (error) {
      if (error instanceof PlanningGroupNotFound) return null;
      throw error;
    }
  }
}

/** Of shorter intervals together, as many as their mean asks for. */
function coarser({ intervalMinutes, days }: Demand): Demand {
  const width = Math.max(1, Math.floor(LEAST_MINUTES / intervalMinutes));
  const mean = (agents: readonly number[]) =>
    Array.from({ length: agents.length / width }, (_, at) => {
      const own = agents.slice(at * width, (at + 1) * width);
      return Math.ceil(own.reduce((sum, count) => sum + count, 0) / width);
    });
  return {
    intervalMinutes: intervalMinutes * width,
    days: days.map(({ date, agents }) => ({ date, agents: mean(agents) })),
  };
}
