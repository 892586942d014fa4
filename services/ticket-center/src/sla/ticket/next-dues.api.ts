import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { SlaClockSchema } from './sla-ticket.schema.js';

/** Of a ticket's promises, as lists show them. */
export interface NextDue {
  /** Of those that run, the first; null: none runs. */
  readonly dueAt: Date | null;
  /** Whether any was missed. */
  readonly breached: boolean;
}

/** What other contexts ask about promises. */
@Injectable()
export class NextDues {
  constructor(private readonly database: Database) {}

  async of(ticketId: string): Promise<NextDue> {
    const clocks = await (await this.database.reader()).findBy(SlaClockSchema, { ticketId, basis: 'promised' });
    const due = clocks.flatMap(({ outcome, dueAt }) => (outcome === 'running' && dueAt ? [dueAt.getTime()] : []));
    return {
      dueAt: due.length > 0 ? new Date(Math.min(...due)) : null,
      breached: clocks.some(({ outcome, missedAt }) => outcome === 'missed' || missedAt !== null),
    };
  }
}
