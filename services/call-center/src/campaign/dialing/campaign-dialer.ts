import { Metrics } from '#libs/observability/metrics';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { AttemptSweep } from './attempt-sweep.js';
import { DialRound } from './dial-round.js';

const EVERY_MS = 1_000;
const LEASE_MS = 6_000;

/** Dials for the running campaigns of every tenant, second by second; one process at a time. Two at once place no call twice. */
@Injectable()
export class CampaignDialer {
  readonly rounds: Rounds;
  #latestMs = 0;

  constructor(
    rounds: LeasedRounds,
    private readonly sweep: AttemptSweep,
    private readonly dialing: DialRound,
    metrics: Metrics,
  ) {
    this.rounds = rounds.of({
      job: 'campaign-dialer',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'campaigns were not dialled',
      work: (round) => this.#inEachTenant(round),
    });
    metrics.gauge(
      'switchboard_campaign_dialer_lag_seconds',
      'How late the last round found what ends by itself',
      [],
      (gauge) => gauge.set(this.#latestMs / 1_000),
    );
  }

  async #inEachTenant(rounds: Rounds): Promise<void> {
    if (!(await rounds.isOurs())) return;
    this.#latestMs = 0;
    await rounds.inEachTenant(async () => {
      this.#latestMs = Math.max(this.#latestMs, await this.sweep.run());
      await this.dialing.run(() => rounds.isOurs());
    });
  }
}
