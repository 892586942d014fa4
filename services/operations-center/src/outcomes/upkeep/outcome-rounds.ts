import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { MergedCustomers } from '../customers/merged-customers.js';
import { OutcomeSettingsBook } from '../settings/outcome-settings.js';
import { forgetBefore } from './old-outcomes.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 120_000;
const DAY_MS = 86_400_000;

/** Forgets what is older than the tenant keeps. */
@Injectable()
export class OutcomeRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    customers: MergedCustomers,
    private readonly database: Database,
    private readonly settings: OutcomeSettingsBook,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'outcomes',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'old outcomes were not forgotten',
      work: (round) =>
        round.inEachTenant(async () => {
          if (!(await round.isOurs())) return;
          await customers.lookAgain();
          await this.#forget(() => round.isOurs());
        }),
    });
  }

  async #forget(goesOn: () => Promise<boolean>): Promise<void> {
    const { keepDays } = await this.settings.get();
    await forgetBefore(this.database, this.clock.ms() - keepDays * DAY_MS, goesOn);
  }
}
