import { beginsAnew, lastNoteOf, NO_ENTRY, noteOf, type NotedBecause } from '#libs/audit-trail/noted-heads';
import { append, trailOf } from '#libs/audit-trail/trail';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { currentContext, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { AuditEnds } from './audit-ends.js';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A trail that nothing is added to is noted anew before the platform's policy can have cut the note off. */
const AGAIN_MS = 30 * DAY_MS - EVERY_MS;

/**
 * Notes where each trail ends in the trail of the platform and in the log: whoever has a tenant's database in hand can cut its newest
 * entries off, or write all of it anew, but not there. Of the platform's own trail the note is in the log alone. What is newer than the
 * newest note: {@link AuditEnds}.
 */
@Injectable()
export class AuditHeads {
  readonly rounds: Rounds;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ends: AuditEnds,
    @Inject(LOGGER) private readonly logger: Logger,
    leased: LeasedRounds,
  ) {
    this.rounds = leased.of({
      ...{ job: 'audit-heads', everyMs: EVERY_MS, leaseMs: 2 * EVERY_MS },
      failure: 'the end of an audit trail was not noted',
      work: async (rounds) => {
        if (await rounds.isOurs()) await rounds.inEachTenant((tenantId) => this.#noteDaily(tenantId));
      },
    });
  }

  /** As it ends now. */
  async note(tenantId: string, because: NotedBecause): Promise<void> {
    const head = because === 'erased' ? NO_ENTRY : await this.#headOf(tenantId);
    this.logger.info({ tenant: tenantId, seq: head.seq, hash: head.hash, because }, 'an audit trail ends here');
    if (beginsAnew(because)) await this.ends.forget(tenantId);
    if (tenantId === PLATFORM_TENANT) return;
    const now = this.clock.now();
    await this.#atPlatform(() =>
      this.database.transaction((tx) => append(tx, noteOf(newId(now), tenantId, head, because, now))),
    );
  }

  async #noteDaily(tenantId: string): Promise<void> {
    const last = await this.#atPlatform(async () => lastNoteOf(await this.database.reader(), tenantId));
    const age = last === null ? Infinity : this.clock.ms() - last.at.getTime();
    const isDue = age >= AGAIN_MS || (age >= DAY_MS && (await this.#headOf(tenantId)).seq !== last?.seq);
    if (isDue) await this.note(tenantId, 'daily');
  }

  #headOf(tenantId: string) {
    return runAsTenant(tenantId, async () => trailOf(await this.database.reader()));
  }

  /** In the transaction that is under way there, where one is. */
  #atPlatform<Result>(work: () => Promise<Result>): Promise<Result> {
    return currentContext()?.tenantId === PLATFORM_TENANT ? work() : runAsTenant(PLATFORM_TENANT, work);
  }
}
