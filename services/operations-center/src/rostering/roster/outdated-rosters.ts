import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { StaffRequirements } from '../../planning/planning.api.js';
import { addDays } from '../domain/dates.js';
import { RosterSchema } from './roster.schema.js';
import { lastDay } from './rosters.js';

/** Rosters whose demand is from another forecast than the one that is published. */
@Injectable()
export class OutdatedRosters {
  constructor(
    private readonly database: Database,
    private readonly requirements: StaffRequirements,
    private readonly clock: Clock,
  ) {}

  /** Looks at what is published now, so that it does not matter which publication is heard of first. @param weeks Mondays */
  async look(planningGroupId: string, weeks: readonly string[]): Promise<void> {
    const [first, last] = [weeks.toSorted()[0]!, addDays(weeks.toSorted().at(-1)!, 6)];
    await this.database.transaction(async (tx) => {
      const rosters = await tx.findBy(RosterSchema, { planningGroupId, startsOn: LessThanOrEqual(last) });
      for (const roster of rosters.filter((each) => each.demandBasis !== null && lastDay(each) >= first)) {
        const basis = await this.requirements.basis(planningGroupId, roster.startsOn, lastDay(roster));
        const isOutdated = Object.entries(basis).some(([week, versionId]) => roster.demandBasis![week] !== versionId);
        const outdatedAt = isOutdated ? (roster.outdatedAt ?? this.clock.now()) : null;
        await tx.update(RosterSchema, { id: roster.id }, { outdatedAt });
      }
    });
  }
}
