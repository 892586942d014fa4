import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { TicketSchema } from './infra/ticket.schema.js';

/** Which tickets ended in another, so that what was said there is seen here. */
@Injectable()
export class MergedTickets {
  constructor(private readonly database: Database) {}

  /** Also those that were merged into one that was merged into it. */
  async into(ticketId: string): Promise<string[]> {
    const reader = await this.database.reader();
    const all: string[] = [];
    for (let ids = [ticketId]; ids.length > 0; all.push(...ids)) {
      const rows = await reader.find(TicketSchema, { where: { mergedInto: In(ids) }, select: { id: true } });
      ids = rows.map(({ id }) => id);
    }
    return all;
  }
}
