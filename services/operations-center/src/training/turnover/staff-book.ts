import type { DataOf } from '#libs/contracts/event-contract';
import type { accountChanged } from '#libs/contracts/common-center/identity/people-events';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { StaffSchema, type StaffRow } from './staff.schema.js';

/** Who came and went, as accounts tell. */
@Injectable()
export class StaffBook {
  constructor(private readonly database: Database) {}

  /** The same in any order: of when somebody came the first holds, of whether they are there the latest. @param at ms since the epoch */
  told({ accountId: personId, change, active }: DataOf<typeof accountChanged>, at: number): Promise<void> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const known = await tx.findOne(StaffSchema, { where: { personId }, ...lock });
      const before: StaffRow = known ?? { personId, since: null, leftAt: null, toldAt: 0 };
      const isNews = at >= before.toldAt;
      const row: StaffRow = {
        personId,
        since: change === 'created' ? Math.min(at, before.since ?? Infinity) : before.since,
        leftAt: isNews ? (active ? null : (before.leftAt ?? at)) : before.leftAt,
        toldAt: Math.max(at, before.toldAt),
      };
      await (known ? tx.update(StaffSchema, { personId }, row) : tx.insert(StaffSchema, row));
    });
  }
}
