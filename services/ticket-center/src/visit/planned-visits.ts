import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { Visit } from './domain/visit.aggregate.js';
import { EngineerDays, Visits } from './domain/visit.repository.js';

/** Visits together with the days of engineers that they take: neither changes without the other. */
@Injectable()
export class PlannedVisits {
  constructor(
    private readonly database: Database,
    private readonly visits: Visits,
    private readonly days: EngineerDays,
  ) {}

  update(visitId: string, change: (visit: Visit) => void): Promise<void> {
    return this.database.transaction(async () => {
      const { from, to } = await this.visits.update(visitId, (visit) => {
        const before = visit.planned;
        change(visit);
        return { from: before, to: visit.planned };
      });
      await this.days.move(from, to);
    });
  }
}
