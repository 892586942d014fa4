import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { SlaClockSchema } from './ticket/sla-ticket.schema.js';

/** What other contexts ask about promises. */
@Injectable()
export class Promises {
  constructor(private readonly database: Database) {}

  /** When the next promise of a ticket is due; null: none runs. */
  async nextDue(ticketId: string): Promise<Date | null> {
    const running = await (await this.database.reader()).findBy(SlaClockSchema, { ticketId, outcome: 'running' });
    const inForce = running.some(({ basis }) => basis === 'recomputed') ? 'recomputed' : 'promised';
    const due = running.flatMap(({ basis, dueAt }) => (basis === inForce && dueAt ? [dueAt.getTime()] : []));
    return due.length > 0 ? new Date(Math.min(...due)) : null;
  }
}
