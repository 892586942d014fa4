import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
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
export class TelephonyWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #leases: PartitionLeases;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isHearing = false;
  #reconciledAt: number | null = null;

  constructor(
    private readonly theSwitch: Switch,
    private readonly events: CallEvents,
    private readonly reconciliation: Reconciliation,
    private readonly clock: Clock,
    @Inject(TELEPHONY) private readonly settings: TelephonySettings,
    database: Database,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const lease = { job: 'telephony', owner: newId(new Date()), partitions: 1, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
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
        void this.run();
      },
    });
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.settings.TELEPHONY === 'none') return;
    clearInterval(this.#timer);
    await this.theSwitch.stop();
    await this.#round;
    await this.events.idle();
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the lease of telephony runs out by itself'));
  }

  /** Whether this process is the one that hears. */
  get isHearing(): boolean {
    return this.#isHearing;
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= this.#keep()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'calls were not reconciled with the switch'))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  /** Whoever hears nothing lets the lease run out. */
  async #keep(): Promise<void> {
    const wasHearing = this.#isHearing;
    this.#isHearing = this.theSwitch.isConnected && (await this.#leases.held()).length > 0;
    if (!this.#isHearing) return;
    const now = this.clock.now().getTime();
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
