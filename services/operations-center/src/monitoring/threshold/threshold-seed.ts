import { nextCount } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { ThresholdBody } from './threshold.dto.js';
import { Thresholds } from './thresholds.js';

const THE_HOUSE = 'switchboard';
const SEEDED = 'monitor-thresholds-seeded';

/** An opened breaker is an alert; whom it goes to is the tenant's to change. */
const OPEN_BREAKERS = ThresholdBody.parse({
  ...{ name: 'open-breakers', severity: 'critical', figure: 'open-breakers', window: 'now' },
  ...{ comparison: 'above', enter: 0, leave: 0, backForSeconds: 30 },
  steps: [{ afterSeconds: 0, roles: ['supervisor', 'admin'] }],
});

/** Gives a tenant the thresholds it begins with, once: what it changed or removed stays so. */
@Injectable()
export class ThresholdSeed extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly thresholds: Thresholds,
  ) {
    super();
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async () => {
      if ((await nextCount(this.database, SEEDED)) > 1) return;
      const names = (await this.thresholds.list()).map(({ name }) => name);
      if (!names.includes(OPEN_BREAKERS.name)) await this.thresholds.create(OPEN_BREAKERS, THE_HOUSE);
    });
  }
}
