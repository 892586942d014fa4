import { Injectable } from '@nestjs/common';

/** A break of somebody who is rostered for the group; instants are ms since the epoch. */
export interface RosteredBreak {
  readonly agentId: string;
  readonly from: number;
  readonly to: number;
}

export interface RosteredDay {
  /** Who are rostered to work and not on a break, in each interval. */
  readonly agents: readonly number[];
  readonly breaks: readonly RosteredBreak[];
}

/** Who will be there. */
export abstract class RosteredAgents {
  /** Null: nobody says. @param intervals of the day; instants are ms since the epoch */
  abstract of(
    planningGroupId: string,
    intervals: readonly { readonly from: number; readonly to: number }[],
  ): Promise<RosteredDay | null>;
}

/** Without rosters it is taken that as many come as were planned, and nothing is known of breaks. */
@Injectable()
export class NoRosters extends RosteredAgents {
  of(): Promise<null> {
    return Promise.resolve(null);
  }
}
