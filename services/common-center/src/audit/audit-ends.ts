import { AuditEntrySchema } from '#libs/audit-trail/audit.schema';
import type { NotedHead } from '#libs/audit-trail/chain';
import { KeptHeads } from '#libs/audit-trail/kept-heads';
import { trailOf } from '#libs/audit-trail/trail';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Logger } from 'pino';

const EVERY_MS = 300_000;

/**
 * Keeps where each trail ends in object storage, the platform's own too. An end that was kept gives way to a newer one only while it
 * is still in the trail: what was cut off or written anew stays provable, however much is written afterwards.
 */
@Injectable()
export class AuditEnds {
  readonly rounds: Rounds;
  readonly #kept: KeptHeads;
  /** Hashes of the ends as they were looked at last, by tenant: nothing is read of a trail that did not grow. */
  readonly #seen = new Map<string, string>();

  constructor(
    private readonly database: Database,
    storage: ObjectStorage,
    @Inject(LOGGER) private readonly logger: Logger,
    leased: LeasedRounds,
  ) {
    this.#kept = new KeptHeads(storage);
    this.rounds = leased.of({
      ...{ job: 'audit-ends', everyMs: EVERY_MS, leaseMs: 2 * EVERY_MS },
      failure: 'the end of an audit trail was not kept',
      work: async (rounds) => {
        if (await rounds.isOurs()) await rounds.inEachTenant((tenantId) => this.#keep(tenantId));
      },
    });
  }

  /** The trail begins anew. Safe to repeat. */
  async forget(tenantId: string): Promise<void> {
    await this.#kept.remove(tenantId, await this.#kept.of(tenantId));
    this.#seen.delete(tenantId);
  }

  /** Of the tenant in context. */
  async #keep(tenantId: string): Promise<void> {
    const db = await this.database.reader();
    const { seq, hash } = await trailOf(db);
    if (this.#seen.get(tenantId) === hash) return;
    const former = (await this.#kept.of(tenantId)).filter((head) => head.hash !== hash);
    if (seq > 0) await this.#kept.add(tenantId, { seq, hash });
    for (const head of former) await this.#giveWay(db, tenantId, head);
    this.#seen.set(tenantId, hash);
  }

  async #giveWay(db: EntityManager, tenantId: string, head: NotedHead): Promise<void> {
    if (await isStillIn(db, head)) return this.#kept.remove(tenantId, [head]);
    this.logger.error({ tenant: tenantId, seq: head.seq }, 'an audit trail is not what it was');
  }
}

/** Of what the policy cut off meanwhile nothing is asked. */
async function isStillIn(db: EntityManager, { seq, hash }: NotedHead): Promise<boolean> {
  const { cutSeq } = await trailOf(db);
  return seq <= cutSeq || db.existsBy(AuditEntrySchema, { seq, hash });
}
