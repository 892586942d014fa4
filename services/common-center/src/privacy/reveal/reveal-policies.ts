import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import {
  USUAL_CLIENT_ROWS_PER_DAY,
  USUAL_OPENS_PER_HOUR,
  USUAL_READS_PER_DAY,
  USUAL_ROWS_PER_DAY,
} from './domain/access-pattern.js';
import type { PolicyBody } from './reveal.dto.js';
import { RevealPolicySchema, type RevealPolicyRow } from './reveal.schema.js';

const ID = 'policy';
const BY_DEFAULT: RevealPolicyRow = {
  ...{ id: ID, version: 0, perHour: 20, recordsPerDay: 60, timesTheirAverage: 3, rowsPerDay: USUAL_ROWS_PER_DAY },
  ...{ clientRowsPerDay: USUAL_CLIENT_ROWS_PER_DAY, opensPerHour: USUAL_OPENS_PER_HOUR },
  readsPerDay: USUAL_READS_PER_DAY,
  ...{ alarmTo: [], blocksAtOnce: [] },
};

@Injectable()
export class RevealPolicies {
  constructor(private readonly database: Database) {}

  async current(): Promise<RevealPolicyRow> {
    const row = await (await this.database.reader()).findOneBy(RevealPolicySchema, { id: ID });
    return row ?? BY_DEFAULT;
  }

  async set(policy: PolicyBody): Promise<RevealPolicyRow> {
    return this.database.transaction(async (tx) => {
      const { version } = await this.current();
      const row = { ...policy, id: ID, version: version + 1 };
      await (version === 0
        ? insertRows(tx, RevealPolicySchema, [row])
        : tx.update(RevealPolicySchema, { id: ID }, row));
      return row;
    });
  }
}
