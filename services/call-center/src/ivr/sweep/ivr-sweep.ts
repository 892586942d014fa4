import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { IsNull, LessThan } from 'typeorm';
import { Dialogue } from '../dialogue/dialogue.js';
import { IvrSessionSchema } from '../infra/ivr-session.schema.js';

const EVERY_MS = 60_000;
const LEASE_MS = 15_000;
/** Longer than any instruction takes: the longest message is ten minutes. */
const LEFT_AFTER_MS = 30 * 60_000;
/** In one round of one tenant. */
const AT_ONCE = 200;

/** Ends the dialogues whose IVR server never came back; one process at a time. Each is decided again under the lock of its row. */
@Injectable()
export class IvrSweep {
  readonly rounds: Rounds;
  #latestMs = 0;

  constructor(
    rounds: LeasedRounds,
    private readonly dialogue: Dialogue,
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'ivr-sweep',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'dialogues were not swept',
      work: (round) => this.#inEachTenant(round),
    });
    metrics.gauge('switchboard_ivr_sweep_lag_seconds', 'How late the last round found dialogues left', [], (gauge) =>
      gauge.set(this.#latestMs / 1_000),
    );
  }

  async #inEachTenant(rounds: Rounds): Promise<void> {
    this.#latestMs = 0;
    await rounds.inEachTenant(async () => {
      if (await rounds.isOurs()) await this.#sweep();
    });
  }

  /** One that fails keeps no other waiting. */
  async #sweep(): Promise<void> {
    const since = new Date(this.clock.ms() - LEFT_AFTER_MS);
    const where = { endedAt: IsNull(), updatedAt: LessThan(since) };
    const find = { select: { id: true, updatedAt: true }, where, order: { updatedAt: 'ASC' }, take: AT_ONCE } as const;
    for (const { id, updatedAt } of await (await this.database.reader()).find(IvrSessionSchema, find)) {
      this.#latestMs = Math.max(this.#latestMs, since.getTime() - updatedAt.getTime());
      await this.dialogue
        .endLeft(id, since)
        .catch((error: unknown) => this.logger.warn({ err: error, session: id }, 'a dialogue was not swept'));
    }
  }
}
