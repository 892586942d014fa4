import { quotaNearlyUsed } from '#libs/contracts/common-center/tenant/quota-events';
import { NEARLY_USED, type QuotaKind } from '#libs/contracts/common-center/tenant/tenant-quotas';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { CounterSchema } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';

/** Says once a month for each limit that it is nearly reached. */
@Injectable()
export class QuotaAlarm {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async look(quota: QuotaKind, used: number, limit: number): Promise<void> {
    if (used < limit * NEARLY_USED) return;
    const now = this.clock.now();
    const name = `told-${quota}-${now.toISOString().slice(0, 7)}-${limit}`;
    if (await (await this.database.reader()).existsBy(CounterSchema, { name })) return;
    try {
      await this.database.transaction(async (tx) => {
        await tx.insert(CounterSchema, { name, lastValue: 0 });
        await this.outbox.append(tx, newId(now), now, [outgoing(quotaNearlyUsed, { quota, used, limit })]);
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
