import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { InterfaceCallSchema } from '../infra/interface-call.schema.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 60_000;
/** So long it can be looked up what an interface was asked. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets calls of interfaces after a month. */
@Injectable()
export class OldInterfaceCalls {
  readonly rounds: Rounds;

  constructor(rounds: LeasedRounds, database: Database, clock: Clock) {
    this.rounds = rounds.of({
      job: 'old-interface-calls',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'old calls of interfaces were not removed',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          const at = LessThan(new Date(clock.ms() - KEPT_MS));
          await database.transaction((tx) => tx.delete(InterfaceCallSchema, { at }));
        }),
    });
  }
}
