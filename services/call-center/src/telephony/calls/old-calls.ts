import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { CallLegSchema } from '../infra/call-leg.schema.js';
import { CallRetention } from '../retention.api.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 15_000;
/** In one transaction. */
const AT_ONCE = 500;

/** Removes the calls whose time is over, in one process of the service at a time. Their contacts stay. */
@Injectable()
export class OldCalls {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly retention: CallRetention,
  ) {
    this.rounds = rounds.of({
      job: 'old-calls',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'old calls were not removed',
      work: (round) => round.inEachTenant(() => this.#remove(round)),
    });
  }

  async #remove(rounds: Rounds): Promise<void> {
    const where = { state: 'ended' as const, since: LessThan(this.retention.keptSince) };
    while (await rounds.isOurs()) {
      const db = await this.database.reader();
      const old = await db.find(CallLegSchema, { select: { id: true }, where, order: { since: 'ASC' }, take: AT_ONCE });
      await this.database.transaction((tx) => tx.delete(CallLegSchema, { id: In(old.map(({ id }) => id)) }));
      if (old.length < AT_ONCE) return;
    }
  }
}
