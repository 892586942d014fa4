import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Metrics } from '#libs/observability/metrics';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { LookAtConversation } from './commands/look-at-conversation.js';
import { Conversations } from './domain/conversation.repository.js';
import { CONVERSATION_PARTITIONS } from './domain/partition.js';

const EVERY_MS = 1_000;
const LEASE_MS = 6_000;

/** Looks at the conversations whose time has come, in every tenant, in the partitions that are this process's. */
@Injectable()
export class ClockWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #leases: PartitionLeases;
  readonly #lag;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #stopping = false;

  constructor(
    private readonly directory: TenantDirectory,
    private readonly conversations: Conversations,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    database: Database,
    metrics: Metrics,
  ) {
    const lease = { job: 'chat', owner: newId(new Date()), partitions: CONVERSATION_PARTITIONS, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
    this.#lag = metrics.gauge('switchboard_call_chat_clock_lag_seconds', 'How late notices of chats are', []);
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    await this.#round;
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'leases run out by themselves'));
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= this.#all()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'chats were not looked after'))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  async #all(): Promise<void> {
    const partitions = await this.#leases.held();
    if (partitions.length === 0) return;
    const late: number[] = [0];
    for (const tenantId of this.directory.ids()) {
      late.push(
        await runAsTenant(tenantId, () => this.#lookAfter(partitions)).catch((error: unknown) =>
          this.#failed(error, tenantId),
        ),
      );
    }
    this.#lag.set(Math.max(...late) / 1_000);
  }

  /** How late the oldest was, in ms. */
  async #lookAfter(partitions: readonly number[]): Promise<number> {
    const now = this.clock.now();
    const due = await this.conversations.due(partitions, now);
    for (const { id } of due) {
      if (this.#stopping) break;
      await this.commands.execute(new LookAtConversation(id)).catch((error: unknown) => {
        // Somebody was quicker.
        if (!(error instanceof DomainError)) throw error;
      });
    }
    return due.length === 0 ? 0 : now.getTime() - due[0]!.dueAt.getTime();
  }

  #failed(error: unknown, tenant: string): number {
    if (!(error instanceof TenantHasNoDatabase))
      this.logger.warn({ err: error, tenant }, 'chats were not looked after');
    return 0;
  }
}
