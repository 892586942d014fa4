import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { ChecklistItemSchema, ChecklistTemplateSchema } from './checklist.schema.js';

/** What tickets ask of their checklists. */
@Injectable()
export class Checklists {
  constructor(private readonly database: Database) {}

  /** In the transaction that opens the ticket; what the template becomes later is not for it. */
  async begin(ticketId: string, ticketType: string): Promise<void> {
    const template = await (await this.database.reader()).findOneBy(ChecklistTemplateSchema, { ticketType });
    if (!template || template.items.length === 0) return;
    const rows = template.items.map(({ id: itemId, text, required }, position) => {
      return { ticketId, itemId, position, text, required, done: false, changedBy: null, changedAt: null };
    });
    await this.database.transaction((tx) => tx.insert(ChecklistItemSchema, rows));
  }

  /** What has to be done before the ticket is solved, and is not yet. */
  async missing(ticketId: string): Promise<{ field: string; message: string }[]> {
    const where = { ticketId, required: true, done: false };
    const left = await (await this.database.reader()).find(ChecklistItemSchema, { where, order: { position: 'ASC' } });
    return left.map(({ itemId, text }) => ({ field: `checklist.${itemId}`, message: text }));
  }
}
