import type { Demand } from './roster.schema.js';

/** How many a planning group needs, by its staffing. */
export abstract class RosterDemand {
  /** @param to the last day @returns null: nobody has said */
  abstract needed(planningGroupId: string, from: string, to: string): Promise<Demand | null>;
}

/** Demand is handed in with the roster. */
export class HandedInDemand extends RosterDemand {
  async needed(): Promise<null> {
    return null;
  }
}
