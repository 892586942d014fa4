import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Switch } from '../domain/switch.js';
import { TELEPHONY, type TelephonySettings } from '../telephony-environment.js';
import { CallEvents } from './call-events.js';
import { Reconciliation } from './reconciliation.js';

const EVERY_MS = 1_000;
const LEASE_MS = 6_000;
/** Also without a cut: an event may have failed here. */
const RECONCILE_EVERY_MS = 30_000;

/**
 * Keeps us with the switch. Every process commands it, one at a time hears it: the events of a call have an order, and two hearers
 * would lose it. Whoever takes over, or is connected again, reconciles first.
 */
@Injectable()
export class TelephonyWatch implements OnApplicationBootstrap {
  readonly rounds: Rounds;
  #isHearing = false;
  #reconciledAt: number | null = null;

  constructor(
    rounds: LeasedRounds,
    private readonly theSwitch: Switch,
    private readonly events: CallEvents,
    private readonly reconciliation: Reconciliation,
    private readonly clock: Clock,
    @Inject(TELEPHONY) private readonly settings: TelephonySettings,
    metrics: Metrics,
  ) {
    this.rounds = rounds.of({
      job: 'telephony',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'calls were not reconciled with the switch',
      work: (round) => this.#keep(round),
      idle: () => this.#stop(),
    });
    const what = 'Processes that are connected to the switch';
    metrics.gauge('switchboard_telephony_connected_count', what, [], (gauge) =>
      gauge.set(theSwitch.isConnected ? 1 : 0),
    );
  }

  onApplicationBootstrap(): void {
    if (this.settings.TELEPHONY === 'none') return;
    this.theSwitch.start({
      onEvent: (event) => {
        if (this.#isHearing) void this.events.hear(event);
      },
      onConnected: () => {
        this.#reconciledAt = null;
        void this.rounds.run();
      },
    });
  }

  /** Whether this process is the one that hears. */
  get isHearing(): boolean {
    return this.#isHearing;
  }

  /** What was heard is carried out before another process hears. */
  async #stop(): Promise<void> {
    await this.theSwitch.stop();
    await this.events.idle();
  }

  /** Whoever hears nothing lets the lease run out. */
  async #keep(rounds: Rounds): Promise<void> {
    const wasHearing = this.#isHearing;
    this.#isHearing = this.theSwitch.isConnected && (await rounds.isOurs());
    if (!this.#isHearing) return;
    const now = this.clock.ms();
    const isDue = this.#reconciledAt === null || Math.abs(now - this.#reconciledAt) >= RECONCILE_EVERY_MS;
    if (wasHearing && !isDue) return;
    this.#reconciledAt = now;
    try {
      await this.reconciliation.run();
    } catch (error) {
      this.#reconciledAt = null;
      throw error;
    }
  }
}
