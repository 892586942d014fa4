import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { Metrics } from '#libs/observability/metrics';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { LookAtConversation } from './commands/look-at-conversation.js';
import { Conversations } from './domain/conversation.repository.js';
import { CONVERSATION_PARTITIONS } from './domain/partition.js';

const EVERY_MS = 1_000;
const LEASE_MS = 6_000;

/** Looks at the conversations whose time has come, in every tenant, in the partitions that are this process's. */
@Injectable()
export class ClockWork {
  readonly rounds: Rounds;
  readonly #lag;

  constructor(
    rounds: LeasedRounds,
    private readonly conversations: Conversations,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.rounds = rounds.of({
      job: 'chat',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      partitions: CONVERSATION_PARTITIONS,
      failure: 'chats were not looked after',
      work: (round) => this.#inEachTenant(round),
    });
    this.#lag = metrics.gauge('switchboard_call_chat_clock_lag_seconds', 'How late notices of chats are', []);
  }

  async #inEachTenant(rounds: Rounds): Promise<void> {
    const partitions = await rounds.held();
    if (partitions.length === 0) return;
    let latestMs = 0;
    await rounds.inEachTenant(async () => {
      latestMs = Math.max(latestMs, await this.#lookAfter(partitions, rounds));
    });
    this.#lag.set(latestMs / 1_000);
  }

  /** How late the oldest was, in ms. */
  async #lookAfter(partitions: readonly number[], rounds: Rounds): Promise<number> {
    const now = this.clock.now();
    const due = await this.conversations.due(partitions, now);
    for (const { id } of due) {
      if ((await rounds.held()).length === 0) break;
      await this.commands.execute(new LookAtConversation(id)).catch((error: unknown) => {
        // Somebody was quicker.
        if (!(error instanceof DomainError)) throw error;
      });
    }
    return due.length === 0 ? 0 : now.getTime() - due[0]!.dueAt.getTime();
  }
}
