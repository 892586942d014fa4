import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { Delegations } from './domain/delegation.repository.js';
import { DelegationSchema } from './infra/delegation.schema.js';

const EVERY_MS = 30_000;
const LEASE_MS = 60_000;
const AT_ONCE = 100;

/** Tells of delegations whose time is over. They count for nothing from then on, told or not. */
@Injectable()
export class DelegationEnds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly delegations: Delegations,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'delegation-ends',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'delegations that are over were not ended',
      work: (round) => this.#inEachTenant(round),
    });
  }

  async #inEachTenant(rounds: Rounds): Promise<void> {
    if (!(await rounds.isOurs())) return;
    await rounds.inEachTenant(() => this.#end());
  }

  async #end(): Promise<void> {
    const now = this.clock.now();
    const where = { endedAt: IsNull(), endsAt: LessThanOrEqual(now) };
    const reader = await this.database.reader();
    const over = await reader.find(DelegationSchema, { where, select: { id: true }, take: AT_ONCE });
    for (const { id } of over)
      await this.delegations.update(id, (delegation) => {
        if (delegation.endedAt === null) delegation.end(null, now);
      });
  }
}
