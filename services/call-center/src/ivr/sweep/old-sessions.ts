import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { CallRetention } from '../../telephony/retention.api.js';
import { IvrNodeCountSchema, IvrSessionSchema } from '../infra/ivr-session.schema.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 15_000;
/** In one transaction. */
const AT_ONCE = 500;

/** Removes the dialogues whose time is over, with what was counted of them. Their contacts stay. */
@Injectable()
export class OldSessions {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly retention: CallRetention,
  ) {
    this.rounds = rounds.of({
      job: 'old-ivr-sessions',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'old dialogues were not removed',
      work: (round) => round.inEachTenant(() => this.#remove(round)),
    });
  }

  async #remove(rounds: Rounds): Promise<void> {
    const where = { endedAt: LessThan(this.retention.keptSince) };
    while (await rounds.isOurs()) {
      const db = await this.database.reader();
      const find = { select: { id: true }, where, order: { endedAt: 'ASC' }, take: AT_ONCE } as const;
      const old = (await db.find(IvrSessionSchema, find)).map(({ id }) => id);
      await this.database.transaction(async (tx) => {
        await tx.delete(IvrNodeCountSchema, { sessionId: In(old) });
        await tx.delete(IvrSessionSchema, { id: In(old) });
      });
      if (old.length < AT_ONCE) return;
    }
  }
}
