import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketTimerSchema, type TicketTimerRow } from './ticket-timer.schema.js';

/** Shared out among the processes of the service by lease. Never lower it: rows of a lost partition would stay behind. */
export const TIMER_PARTITIONS = 8;

export type TimerName = Pick<TicketTimerRow, 'ticketId' | 'kind' | 'name'>;

export interface FiredTimer extends TimerName {
  readonly due: Date;
  readonly data: TicketTimerRow['data'];
}

type Work = (timer: FiredTimer, tx: EntityManager) => Promise<void>;

/** When contexts want to look at a ticket again. Each timer fires once, in one transaction with what is done then. */
@Injectable()
export class TicketTimers {
  readonly #work = new Map<string, Work>();

  /** What is done when timers of the kind are due: nothing but database calls. The same timer may be set anew in it. */
  whenDue(kind: string, work: Work): void {
    if (this.#work.has(kind)) throw new Error(`two want the timers ${kind}`);
    this.#work.set(kind, work);
  }

  /** In the caller's transaction, in place of the one that was set before. @param due null: none */
  async set(tx: EntityManager, timer: TimerName, due: Date | null, data: TicketTimerRow['data'] = null): Promise<void> {
    const { ticketId, kind, name } = timer;
    const same = { ticketId, kind, name };
    const current = await tx.findOneBy(TicketTimerSchema, same);
    if (due === null) {
      if (current) await tx.delete(TicketTimerSchema, same);
      return;
    }
    const next = { due, data } as object;
    await (current
      ? tx.update(TicketTimerSchema, same, next)
      : tx.insert(TicketTimerSchema, { ...same, partitionNo: partitionOf(ticketId), ...next }));
  }

  /** Of one ticket. */
  async of(tx: EntityManager, ticketId: string, kind: string): Promise<FiredTimer[]> {
    return tx.findBy(TicketTimerSchema, { ticketId, kind });
  }

  async fire(timer: FiredTimer, tx: EntityManager): Promise<void> {
    await this.#work.get(timer.kind)?.(timer, tx);
  }
}

function partitionOf(ticketId: string): number {
  return createHash('sha1').update(ticketId).digest().readUInt16BE(0) % TIMER_PARTITIONS;
}
