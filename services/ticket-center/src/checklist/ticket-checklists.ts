import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { ChecklistItemNotFound, ChecklistItemRequired, ChecklistTooLong } from './checklist.errors.js';
import type { ChecklistView } from './checklist.dto.js';
import { ChecklistItemSchema, type ChecklistItem } from './checklist.schema.js';

/** As many as a person looks through. */
const MOST = 200;

/** What is done, and left to do, of one ticket. */
@Injectable()
export class TicketChecklists {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Empty where there is nothing to do. */
  async view(ticketId: string): Promise<ChecklistView> {
    const options = { where: { ticketId }, order: { position: 'ASC', itemId: 'ASC' } } as const;
    const rows = await (await this.database.reader()).find(ChecklistItemSchema, options);
    return { items: rows.map((row) => ({ ...row, changedAt: row.changedAt?.toISOString() ?? null })) };
  }

  /** Something for this ticket alone; it is never required. @throws ChecklistTooLong */
  async add(ticketId: string, text: string): Promise<ChecklistView> {
    await this.database.transaction(async (tx) => {
      const position = await tx.countBy(ChecklistItemSchema, { ticketId });
      if (position >= MOST) throw new ChecklistTooLong(`A checklist has ${MOST} points at most.`, { ticketId });
      const row = { ticketId, itemId: newId(this.clock.now()), position, text, required: false, done: false };
      await tx.insert(ChecklistItemSchema, { ...row, changedBy: null, changedAt: null });
    });
    return this.view(ticketId);
  }

  /** Ticked twice it stays with whoever was first. @throws ChecklistItemNotFound */
  async tick(ticketId: string, itemId: string, done: boolean, by: string): Promise<ChecklistView> {
    await this.database.transaction(async (tx) => {
      const found = await tx.existsBy(ChecklistItemSchema, { ticketId, itemId });
      if (!found) throw notThere(ticketId, itemId);
      const change = { done, changedBy: by, changedAt: this.clock.now() };
      await tx.update(ChecklistItemSchema, { ticketId, itemId, done: !done }, change);
    });
    return this.view(ticketId);
  }

  /** What the template asks for stays. @throws ChecklistItemNotFound, ChecklistItemRequired */
  async remove(ticketId: string, itemId: string): Promise<ChecklistView> {
    await this.database.transaction(async (tx) => {
      const item: ChecklistItem | null = await tx.findOneBy(ChecklistItemSchema, { ticketId, itemId });
      if (!item) throw notThere(ticketId, itemId);
      if (item.required) throw new ChecklistItemRequired('What is required stays on the list.', { itemId });
      await tx.delete(ChecklistItemSchema, { ticketId, itemId });
    });
    return this.view(ticketId);
  }
}

function notThere(ticketId: string, itemId: string): ChecklistItemNotFound {
  return new ChecklistItemNotFound('The ticket has no such point.', { ticketId, itemId });
}
