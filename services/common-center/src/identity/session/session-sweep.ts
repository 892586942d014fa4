import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { LoginGuardSchema } from '../lockout/login-guard.schema.js';
import { FORGOTTEN_AFTER_MS } from '../lockout/lockout.js';
import { RefreshTokenSchema, SessionSchema } from './infra/session.schema.js';

const EVERY_MS = 600_000;
const LEASE_MS = 60_000;

/** Removes what can matter no more: sessions past their longest life, failed log-ins that are forgotten. */
@Injectable()
export class SessionSweep {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'session-sweep',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'old sessions were not removed',
      work: (round) => this.#inEachTenant(round),
    });
  }

  async #inEachTenant(rounds: Rounds): Promise<void> {
    if (!(await rounds.isOurs())) return;
    await rounds.inEachTenant(() => this.#sweep());
  }

  async #sweep(): Promise<void> {
    const now = this.clock.now();
    const expiresAt = LessThan(now);
    const lastAt = LessThan(new Date(now.getTime() - FORGOTTEN_AFTER_MS));
    await this.database.transaction(async (tx) => {
      await tx.delete(RefreshTokenSchema, { expiresAt });
      await tx.delete(SessionSchema, { expiresAt });
      await tx.delete(LoginGuardSchema, { lastAt });
    });
  }
}
