import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { AdherenceStateSchema } from './adherence.schema.js';

const HOUR_MS = 3_600_000;
const LEASE_MS = 60_000;
const REMEMBERED_MS = 400 * 24 * HOUR_MS;
const AT_ONCE = 500;

/** Forgets what agents were more than a year ago. */
@Injectable()
export class AdherenceSweep {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'adherence-states',
      everyMs: HOUR_MS,
      leaseMs: LEASE_MS,
      failure: 'old states of agents were not forgotten',
      work: (round) =>
        round.inEachTenant(async () => {
          while ((await round.isOurs()) && (await this.forgetSome()));
        }),
    });
  }

  /** @returns whether there is more */
  forgetSome(): Promise<boolean> {
    const where = { at: LessThan(new Date(this.clock.ms() - REMEMBERED_MS)) };
    return this.database.transaction(async (tx) => {
      const old = await tx.find(AdherenceStateSchema, { where, order: { at: 'ASC' }, take: AT_ONCE });
      const keys = old.map(({ agentId, seq }) => ({ agentId, seq }));
      if (keys.length > 0) await tx.createQueryBuilder().delete().from(AdherenceStateSchema).whereInIds(keys).execute();
      return old.length === AT_ONCE;
    });
  }
}
