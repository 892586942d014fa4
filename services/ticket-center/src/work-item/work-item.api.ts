import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { WorkItems } from './domain/work-item.repository.js';
import { TICKET_OWNER } from './infra/workers-of.js';
import { WorkItemSchema } from './infra/work-item.schema.js';

/** What other contexts ask of work items. */
@Injectable()
export class OwnedWork {
  constructor(
    private readonly items: WorkItems,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Somebody else has the ticket now, and what its process asks of its owner. */
  async handOver(ticketId: string, ownerId: string): Promise<void> {
    const where = { businessKey: ticketId, assignment: TICKET_OWNER, state: In(['open', 'claimed']) };
    const reader = await this.database.reader();
    for (const { id, assigneeId } of await reader.find(WorkItemSchema, { where })) {
      if (assigneeId !== ownerId)
        await this.items.update(id, (item) => item.assign(ownerId, 'ticket-desk', this.clock.now()));
    }
  }
}
