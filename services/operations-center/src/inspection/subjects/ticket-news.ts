import type { DataOf } from '#libs/contracts/event-contract';
import type { ticketClosed, ticketOpened } from '#libs/contracts/ticket-center/ticket-events';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Subjects } from './subjects.js';

/** Several things that are written one after the other are read at once. */
const GATHERED_MS = 15_000;

/** What is told of tickets: what rules of tickets ask for, but for what was written. */
@Injectable()
export class TicketNews {
  constructor(
    private readonly database: Database,
    private readonly subjects: Subjects,
    private readonly clock: Clock,
  ) {}

  /** What its customer came for is read at once. */
  opened({ ticketId, customerId, ticketType }: DataOf<typeof ticketOpened>, startedAt: Date): Promise<void> {
    const dueAt = this.clock.now();
    return this.subjects.tell(ticketId, 'ticket', { customerId, startedAt, dueAt, facts: { ticketType } });
  }

  /** Somebody wrote in it: read soon, while it goes on. One that is being read may lack it, and is read again. */
  async written(ticketId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await this.subjects.known(tx, ticketId);
      const now = this.clock.now();
      if (row === null || row.endedAt !== null || (row.dueAt !== null && row.dueAt > now)) return;
      await this.subjects.change(tx, row, { dueAt: new Date(now.getTime() + GATHERED_MS), attempts: 0 });
    });
  }

  /** It goes on, and is read again when it is closed again. */
  async reopened(ticketId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await this.subjects.locked(tx, ticketId, 'ticket');
      const reopened = Number(row.facts['reopened'] ?? 0) + 1;
      const settled = row.demand === 'open' || row.demand === 'met';
      const notMet = { demand: 'not-met', demandBy: 'reopened', demandDueAt: null } as const;
      const open = { state: 'open', endedAt: null, dueAt: null } as const;
      await this.subjects.change(tx, row, { ...open, facts: { reopened }, ...(settled && notMet) });
    });
  }

  closed(data: DataOf<typeof ticketClosed>): Promise<void> {
    const { ticketId, customerId, assigneeId, openedAt, closedAt, content } = data;
    return this.subjects.tell(ticketId, 'ticket', {
      ...{ customerId, agentId: assigneeId, startedAt: new Date(openedAt), endedAt: new Date(closedAt) },
      ...{ state: 'due', dueAt: this.clock.now() },
      facts: {
        ...{ ticketType: data.ticketType, urgedTimes: data.urgedTimes, satisfaction: data.satisfaction },
        firstReplyMs: data.firstRepliedAt === null ? null : Date.parse(data.firstRepliedAt) - Date.parse(openedAt),
        handlingMs: Date.parse(data.solvedAt) - Date.parse(openedAt),
        ...{ hasDescription: content.description, hasSolution: content.solution },
        ...{ hasCategory: content.category, hasReply: content.reply },
        missingFields: Object.values(content).filter((isFilled) => !isFilled).length,
      },
    });
  }
}
