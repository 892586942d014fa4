import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { within } from '#libs/messaging/within';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { DiscardedMessages } from '../discarded/discarded-messages.js';
import { PROCESS_PARTITIONS } from '../run/digest.js';
import { Runtime } from '../run/runtime.js';
import { OperationWorker } from '../repair/operation-worker.js';
import { StatisticFold } from '../statistics/statistic-fold.js';
import { TimedStarts } from '../starts/timed-starts.js';
import { CallWorker } from './call-worker.js';
import { MessageRouter } from './message-router.js';
import { OldCommands } from './old-commands.js';
import { OutgoingWorker } from './outgoing-worker.js';
import { TimerWorker } from './timer-worker.js';

/** A timer is at most so late. */
const EVERY_MS = 1_000;
const HOUR_MS = 3_600_000;
const LEASE_MS = 6_000;
const STOP_MS = 3_000;

/** Looks for what is due in every tenant, in the partitions that are this process's. */
@Injectable()
export class ProcessWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #leases: PartitionLeases;
  #timer: NodeJS.Timeout | undefined;
  #housekeeping: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  constructor(
    private readonly directory: TenantDirectory,
    private readonly timers: TimerWorker,
    private readonly calls: CallWorker,
    private readonly outgoing: OutgoingWorker,
    private readonly messages: MessageRouter,
    private readonly discarded: DiscardedMessages,
    private readonly old: OldCommands,
    private readonly operations: OperationWorker,
    private readonly starts: TimedStarts,
    private readonly statistics: StatisticFold,
    runtime: Runtime,
    database: Database,
    clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const lease = { job: 'process', owner: newId(new Date()), partitions: PROCESS_PARTITIONS, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
    runtime.onCommitted(({ changes }) => {
      if (changes.some((each) => each.calls.put.length > 0)) void this.#callsNow();
    });
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
    this.#housekeeping = setInterval(() => void this.#inEachTenant(() => this.#forget()), HOUR_MS).unref();
  }

  /** What is under way gets a while to end; what does not is stored, and others go on when its claim has run out. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    clearInterval(this.#housekeeping);
    this.calls.stop();
    await this.#round;
    await within(STOP_MS, () => this.#idle()).catch((error: unknown) =>
      this.logger.warn({ err: error }, 'work of processes is left to others'),
    );
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'leases run out by themselves'));
  }

  async #idle(): Promise<void> {
    await Promise.all([this.outgoing.idle(), this.messages.idle(), this.calls.idle()]);
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= this.#all()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'processes were not looked after'))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  async #all(): Promise<void> {
    const partitions = await this.#leases.held();
    if (partitions.length > 0) await this.#inEachTenant(() => this.#lookAfter(partitions));
  }

  /** One after the other; a tenant that fails, or has no database yet, keeps nobody waiting. */
  async #inEachTenant(work: () => Promise<void>): Promise<void> {
    for (const tenantId of this.directory.ids()) {
      await runAsTenant(tenantId, work).catch((error: unknown) => {
        if (error instanceof TenantHasNoDatabase) return;
        this.logger.warn({ err: error, tenant: tenantId }, 'processes were not looked after');
      });
    }
  }

  async #forget(): Promise<void> {
    await this.old.forget();
    await this.discarded.forgetOld();
    await this.statistics.forgetOld();
  }

  async #lookAfter(partitions: readonly number[]): Promise<void> {
    await this.outgoing.look(partitions);
    await this.messages.look();
    await this.discarded.look();
    await this.timers.look(partitions);
    await this.calls.look(partitions);
    await this.operations.look(partitions);
    await this.starts.look(partitions);
    await this.statistics.look(partitions);
  }

  /** In the tenant's context. */
  async #callsNow(): Promise<void> {
    try {
      await this.calls.look(await this.#leases.held());
    } catch (error) {
      this.logger.warn({ err: error }, 'calls wait for the next round');
    }
  }
}
