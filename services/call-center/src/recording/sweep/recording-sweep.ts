import { Metrics } from '#libs/observability/metrics';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DueRecordings } from './due-recordings.js';

const EVERY_MS = 30_000;
const LEASE_MS = 15_000;

/**
 * Verifies uploads that were left, ends retention and erases what was deleted, in one process of the service at a time. When
 * the service stops, the recording under way is finished; the rest stays due.
 */
@Injectable()
export class RecordingSweep {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly due: DueRecordings,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'recording',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'recordings were not looked after',
      work: (round) => round.inEachTenant(() => this.due.doAll(() => round.isOurs(), this.#failed)),
    });
    metrics.gauge(
      'switchboard_recording_sweep_lag_seconds',
      'How long the oldest recording has been due',
      [],
      (gauge) => this.#lagSeconds().then((seconds) => gauge.set(seconds)),
    );
  }

  async #lagSeconds(): Promise<number> {
    let longest = 0;
    await this.rounds.inEachTenant(async () => void (longest = Math.max(longest, await this.due.lagMs())));
    return longest / 1_000;
  }

  readonly #failed = (recordingId: string, error: unknown): void =>
    this.logger.warn({ err: error, recording: recordingId }, 'a recording stays due');
}
