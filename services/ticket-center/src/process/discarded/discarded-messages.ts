import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { LessThan } from 'typeorm';
import { correlationKeyOf } from '../run/digest.js';
import { ProcessMessageSchema, type ProcessMessageRow } from '../schema/process-message.schema.js';
import { DiscardedMessageSchema, type DiscardedMessageRow, type DiscardReason } from './discarded-message.schema.js';

const AT_ONCE = 100;
/** Long enough to find out why an instance still waits. */
const RETENTION_MS = 30 * 24 * 3_600_000;

interface WhichDiscarded {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly name?: string | undefined;
  readonly correlationKey?: string | undefined;
}

/** Messages that reached nobody in their time: that they were there is kept for a while, what they carried is not. */
@Injectable()
export class DiscardedMessages {
  readonly #discarded: Counter<'reason'>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    const help = 'Messages to processes that reached nobody';
    this.#discarded = metrics.counter('switchboard_process_messages_discarded_total', help, ['reason']);
  }

  /** Discards what is too old, once, however many look. */
  async look(): Promise<void> {
    const at = this.clock.now();
    const old = await (
      await this.database.reader()
    ).find(ProcessMessageSchema, {
      select: { id: true, name: true, correlationKey: true, kept: true },
      where: { expiresAt: LessThan(at) },
      take: AT_ONCE,
    });
    if (old.length === 0) return;
    const discarded = await this.database.transaction(async (tx) => {
      const rows: DiscardedMessageRow[] = [];
      for (const message of old)
        if ((await tx.delete(ProcessMessageSchema, { id: message.id })).affected === 1)
          rows.push(recordOf(message, at));
      // A message that was on its way, came back and is discarded again would have a record already.
      for (const row of rows) await tx.upsert(DiscardedMessageSchema, row, ['id']);
      return rows;
    });
    for (const { reason } of discarded) this.#discarded.inc({ reason });
  }

  /** The newest first. */
  async list({ limit, cursor, name, correlationKey }: WhichDiscarded): Promise<Page<DiscardedMessageRow>> {
    const reader = await this.database.reader();
    const rows = await reader.find(DiscardedMessageSchema, {
      where: {
        ...(name !== undefined && { name }),
        ...(correlationKey !== undefined && { correlationKey: correlationKeyOf(correlationKey) }),
        ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
      },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  async forgetOld(): Promise<void> {
    const at = LessThan(new Date(this.clock.ms() - RETENTION_MS));
    await this.database.transaction((tx) => tx.delete(DiscardedMessageSchema, { at }));
  }
}

function recordOf({ id, name, correlationKey, kept }: ProcessMessageRow, at: Date): DiscardedMessageRow {
  const reason: DiscardReason = kept === false ? 'nobody-waited' : 'expired';
  return { id, name, correlationKey, reason, at };
}
