import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { Alerting } from '../alert/alerting.js';
import { standingAfter } from '../domain/hysteresis.js';
import { figureNamed } from '../figure/figure-catalogue.js';
import { Looking } from '../figure/looking.js';
import type { Threshold } from './threshold.schema.js';
import { causeOf, Thresholds } from './thresholds.js';
import { WallClock } from './wall-clock.js';

/** A number is looked at so often, in one process for all. */
const EVERY_MS = 5_000;
const LEASE_MS = 20_000;

/** Measures what thresholds watch, and takes the steps of alerts that are due. */
@Injectable()
export class ThresholdWatch {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly thresholds: Thresholds,
    private readonly alerting: Alerting,
    private readonly looking: Looking,
    private readonly wallClock: WallClock,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'monitor-thresholds',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'thresholds were not looked at',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#look();
        }),
    });
  }

  /** One look for all of them. A number that nobody could say leaves things as they are. */
  async #look(): Promise<void> {
    const all = await this.thresholds.list();
    const active = all.filter(({ isActive }) => isActive);
    if (active.length > 0) await this.#measure(active);
    const quiet = new Map(all.map((threshold) => [causeOf(threshold.id), threshold.quietHours]));
    await this.alerting.comeDue(async (cause) => this.wallClock.quietUntil(quiet.get(cause) ?? null));
  }

  async #measure(active: readonly Threshold[]): Promise<void> {
    const look = await this.looking.look(new Set(active.map(({ watched }) => figureNamed(watched.figure).source)));
    for (const threshold of active) {
      const { figure, window, kind, id } = threshold.watched;
      const { value, isKnown } = look.measure(figure, { kind, id }, window);
      if (!isKnown) continue;
      const standing = standingAfter(threshold.levels, threshold.standing, value, this.clock.ms());
      if (standing !== threshold.standing) await this.thresholds.moved(threshold, standing, value);
    }
  }
}
