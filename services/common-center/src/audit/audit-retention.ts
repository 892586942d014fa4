import { AuditEntrySchema, AuditTrailSchema } from '#libs/audit-trail/audit.schema';
import { CUT } from '#libs/audit-trail/chain';
import { append, lockedTrail, trailOf } from '#libs/audit-trail/trail';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { LessThan, LessThanOrEqual, MoreThan } from 'typeorm';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Of a trail in one transaction; the next round goes on. */
const MOST_AT_ONCE = 5_000;
const US = { actor: 'common-center', actorKind: 'service', resource: 'audit', resourceId: null, before: null };
const FROM_US = { service: 'common-center', requestId: null, sessionId: null, address: null };

/** Cuts off the beginning of each trail as long ago as the tenant wants it kept; the cut itself stands in the trail. */
@Injectable()
export class AuditRetention {
  readonly rounds: Rounds;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    leased: LeasedRounds,
  ) {
    this.rounds = leased.of({
      ...{ job: 'audit-retention', everyMs: EVERY_MS, leaseMs: 2 * EVERY_MS },
      failure: 'old audit entries were not removed',
      work: async (rounds) => {
        if (await rounds.isOurs()) await rounds.inEachTenant(() => this.cut());
      },
    });
  }

  async policy() {
    const { version, keepDays, cutSeq: cutThrough } = await trailOf(await this.database.reader());
    return { version, keepDays, cutThrough };
  }

  async keep(keepDays: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { id, version } = await lockedTrail(tx);
      await tx.update(AuditTrailSchema, { id }, { keepDays, version: version + 1 });
    });
  }

  /** Of the tenant in context. */
  async cut(): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const { id, keepDays, cutSeq } = await trailOf(tx);
      const kept = await tx.findOne(AuditEntrySchema, {
        where: { seq: MoreThan(cutSeq), at: MoreThan(new Date(now.getTime() - keepDays * DAY_MS)) },
        order: { seq: 'ASC' },
      });
      const until = Math.min(kept?.seq ?? Infinity, cutSeq + MOST_AT_ONCE + 1);
      const last = await tx.findOne(AuditEntrySchema, { where: { seq: LessThan(until) }, order: { seq: 'DESC' } });
      if (!last) return;
      const after = { through: last.seq, hash: last.hash };
      const content = {
        id: newId(now),
        at: now.toISOString(),
        ...US,
        action: CUT,
        after,
        reason: null,
        source: FROM_US,
      };
      await append(tx, content);
      await tx.delete(AuditEntrySchema, { seq: LessThanOrEqual(last.seq) });
      await tx.update(AuditTrailSchema, { id }, { cutSeq: last.seq, cutHash: last.hash });
    });
  }
}
