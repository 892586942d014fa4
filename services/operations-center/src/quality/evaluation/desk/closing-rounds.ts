import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { EvaluationSchema } from '../evaluation.schema.js';
import { Evaluations } from '../evaluations.js';

const EVERY_MS = 60_000;
const LEASE_MS = 180_000;
const AT_ONCE = 200;

/** What nobody has appealed against in time is final. */
@Injectable()
export class ClosingRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly evaluations: Evaluations,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'evaluation-closing',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'evaluations were not closed',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#close();
        }),
    });
  }

  async #close(): Promise<void> {
    const now = this.clock.now();
    const where = { state: 'released' as const, dueAt: LessThanOrEqual(now) };
    const options = { select: { id: true }, where, order: { dueAt: 'ASC' }, take: AT_ONCE } as const;
    for (const { id } of await (await this.database.reader()).find(EvaluationSchema, options))
      await this.evaluations.update(id, (evaluation) => evaluation.close(now));
  }
}
