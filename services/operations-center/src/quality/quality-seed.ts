import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { FIRST_SCORECARD } from './scorecard/first-scorecard.js';
import { ScorecardSchema, ScorecardVersionSchema } from './scorecard/scorecard.schema.js';
import { FIRST_SETTINGS } from './settings/deadlines.js';
import { QualitySettingsSchema } from './settings/quality-settings.schema.js';

const SYSTEM = 'system';

/** Closed tickets are judged from the first one on. */
@Injectable()
export class QualitySeed extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await tx.exists(QualitySettingsSchema))) await tx.insert(QualitySettingsSchema, FIRST_SETTINGS);
      if (await tx.exists(ScorecardSchema)) return;
      const at = this.clock.now();
      const id = newId(at);
      const { name, automatic } = FIRST_SCORECARD;
      const written = { changedBy: SYSTEM, updatedAt: at };
      const row = { id, version: 1, name, draft: FIRST_SCORECARD, published: 1, automatic, retired: false, ...written };
      await tx.insert(ScorecardSchema, row);
      const published = { content: FIRST_SCORECARD, publishedBy: SYSTEM, publishedAt: at };
      await tx.insert(ScorecardVersionSchema, { scorecardId: id, number: 1, ...published });
    });
  }
}
