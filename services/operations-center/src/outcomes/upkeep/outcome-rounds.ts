import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { MergedCustomers } from '../customers/merged-customers.js';
import { PurchaseSchema } from '../purchases/purchase.schema.js';
import { OutcomeSchema } from '../rows/outcome.schema.js';
import { OutcomeSettingsBook } from '../settings/outcome-settings.js';
import { SopOutcomeSchema } from '../sops/sop-outcome.schema.js';

const EVERY_MS = 3_600_000;
const LEASE_MS = 120_000;
const AT_ONCE = 500;
const MOST_PIECES = 200;
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

  /** In pieces, so that nobody waits for it. */
  async #forget(goesOn: () => Promise<boolean>): Promise<void> {
    const { keepDays } = await this.settings.get();
    const before = LessThan(this.clock.now().getTime() - keepDays * DAY_MS);
    for (let piece = 0; piece < MOST_PIECES && (await goesOn()); piece += 1) {
      const db = await this.database.reader();
      const options = { where: { openedAt: before }, select: { id: true }, take: AT_ONCE } as const;
      const ids = (await db.find(OutcomeSchema, options)).map(({ id }) => id);
      if (ids.length > 0) await this.database.transaction((tx) => tx.delete(OutcomeSchema, { id: In(ids) }));
      if (ids.length < AT_ONCE) break;
    }
    await this.database.transaction(async (tx) => {
      await tx.delete(SopOutcomeSchema, { endedAt: before });
      await tx.delete(PurchaseSchema, { boughtAt: before });
    });
  }
}
