import type { Page } from '#libs/kernel/page';
import { Clock } from '#libs/kernel/clock';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { Injectable } from '@nestjs/common';
import { FigureBook, type Interval } from '../figures/figures.api.js';
import { added, outcomeFigures, type OutcomeCount, type OutcomeFigures } from './answers/formulas.js';
import { OutcomeReader, type GroupedSums } from './answers/outcome-reader.js';
import type { Outcome } from './rows/outcome.js';

export type { OutcomeCount, OutcomeFigures } from './answers/formulas.js';
export type { Outcome as ListedOutcome } from './rows/outcome.js';

/** Whose outcomes; all that is named must hold. */
export interface OutcomeOwner {
  readonly agentId?: string;
  readonly teamIds?: readonly string[];
  readonly channel?: string;
}

/** What came of a day so far. */
export class DayOutcomes {
  constructor(private readonly groups: readonly GroupedSums[]) {}

  figures({ agentId, teamIds, channel }: OutcomeOwner): OutcomeFigures {
    const isMeant = (group: GroupedSums) =>
      (agentId === undefined || group.agentId === agentId) &&
      (teamIds === undefined || (group.teamId !== null && teamIds.includes(group.teamId))) &&
      (channel === undefined || group.channel === channel);
    return outcomeFigures(added(this.groups.filter(isMeant)));
  }
}

/** What other contexts ask of outcomes. */
@Injectable()
export class OutcomeBook {
  readonly #today: TenantMemory<DayOutcomes>;

  constructor(
    private readonly reader: OutcomeReader,
    private readonly calendar: FigureBook,
    private readonly clock: Clock,
  ) {
    this.#today = new TenantMemory(clock, () => this.#readToday());
  }

  /** The tenant's day; as it was at most five seconds ago. */
  today(): Promise<DayOutcomes> {
    return this.#today.get();
  }

  /** What was counted, the oldest first. */
  list(
    count: OutcomeCount,
    owner: OutcomeOwner,
    { from, to }: Interval,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<Outcome>> {
    return this.reader.list({ ...owner, from, to, circle: null }, count, page);
  }

  async #readToday(): Promise<DayOutcomes> {
    const { days } = await this.calendar.calendar();
    const { from, to } = days.of(this.clock.ms());
    return new DayOutcomes(await this.reader.sums({ from, to, circle: null }, ['agentId', 'teamId', 'channel']));
  }
}
