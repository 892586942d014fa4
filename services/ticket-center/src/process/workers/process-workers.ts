import { within } from '#libs/messaging/within';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { DiscardedMessages } from '../discarded/discarded-messages.js';
import { nextIn } from '../monitoring/queues.js';
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
  readonly rounds: Rounds;
  #housekeeping: NodeJS.Timeout | undefined;

  constructor(
    rounds: LeasedRounds,
    private readonly timers: TimerWorker,
    private readonly calls: CallWorker,
    private readonly outgoing: OutgoingWorker,
    private readonly messages: MessageRouter,
    private readonly discarded: DiscardedMessages,
    private readonly old: OldCommands,
    private readonly operations: OperationWorker,
    private readonly starts: TimedStarts,
    private readonly statistics: StatisticFold,
    private readonly database: Database,
    runtime: Runtime,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'process',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      partitions: PROCESS_PARTITIONS,
      failure: 'processes were not looked after',
      work: (round) => this.#all(round),
      nextDue: async () => nextIn(await this.database.reader(), await this.rounds.held()),
      idle: () => this.#idle(),
    });
    runtime.onCommitted(({ changes }) => {
      if (changes.some((each) => each.calls.put.length > 0)) void this.#callsNow();
    });
  }

  onApplicationBootstrap(): void {
    const forget = () => void this.rounds.inAllTenants(() => this.#forget());
    this.#housekeeping = setInterval(forget, HOUR_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#housekeeping);
    this.calls.stop();
  }

  async #all(rounds: Rounds): Promise<void> {
    const partitions = await rounds.held();
    if (partitions.length > 0) await rounds.inEachTenant(() => this.#lookAfter(partitions));
  }

  /** What is under way gets a while to end; what does not is stored, and others go on when its claim has run out. */
  async #idle(): Promise<void> {
    const all = () => Promise.all([this.outgoing.idle(), this.messages.idle(), this.calls.idle()]);
    await within(STOP_MS, all).catch((error: unknown) =>
      this.logger.warn({ err: error }, 'work of processes is left to others'),
    );
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
      await this.calls.look(await this.rounds.held());
    } catch (error) {
      this.logger.warn({ err: error }, 'calls wait for the next round');
    }
  }
}
