import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { MessageTemplateSchema, type MessageTemplate } from './message-template.schema.js';

/** What the processes of the house tell customers, and what people hear of tickets they follow; every organisation finds its own words. */
const SEED: Readonly<Record<string, string>> = {
  appeal: 'If you do not agree, write to us within 30 days and we look at it anew.',
  'cancel-order': 'Shall we cancel your order? Please answer yes or no.',
  'complaint-finding': 'We have looked into your complaint: {finding}',
  'exchange-order': 'Shall we exchange the items? Please answer yes or no.',
  'exchange-refused': 'We cannot exchange items of order {order}: {reason}.',
  'exchange-requested': 'The exchange of items of order {order} is on its way.',
  'fault-remedy': 'Please try this, and tell us whether it works again: {details}',
  'final-letter': 'Your complaint is settled. Thank you for telling us.',
  'installation-impossible': 'We are sorry: it cannot be installed at your place.',
  'modify-order': 'Shall we change your order? Please answer yes or no.',
  'order-cancelled': 'Order {order} is cancelled. The money goes back to where it came from.',
  'order-changed': 'Order {order} is changed as you asked.',
  'order-not-cancelled': 'We cannot cancel order {order}: {reason}.',
  'order-not-changed': 'We cannot change order {order}: {reason}.',
  'return-order': 'Shall we take the items back? Please answer yes or no.',
  'return-refused': 'We cannot take back items of order {order}: {reason}.',
  'return-requested': 'Please send the items of order {order} back with the label we sent you.',
  'supervision-overdue': 'A supervised ticket waits for a report, or is past its deadline.',
  survey: 'How did we do? Please give us a mark from 1 to 5.',
  'ticket-escalated': 'A ticket was escalated to you.',
  'ticket-urged': 'A ticket was urged: please say what will be done, and by when.',
  'ticket-mentioned': 'A note on ticket {number} mentions you.',
  'watched-ticket-customer-wrote': 'The customer has written about ticket {number}.',
  'watched-ticket-replied': 'Ticket {number} was replied to.',
  'watched-ticket-solved': 'Ticket {number} is solved.',
  'watched-ticket-status-changed': 'The status of ticket {number} has changed.',
};

@Injectable()
export class MessageTemplateService extends TenantSeed {
  constructor(private readonly database: Database) {
    super();
  }

  async list(): Promise<MessageTemplate[]> {
    return (await this.database.reader()).find(MessageTemplateSchema, { order: { code: 'ASC' } });
  }

  async find(code: string): Promise<MessageTemplate | null> {
    return (await this.database.reader()).findOneBy(MessageTemplateSchema, { code });
  }

  async put(code: string, text: string): Promise<MessageTemplate> {
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(MessageTemplateSchema, { code });
      const next = { code, text, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(MessageTemplateSchema, { code }, next) : tx.insert(MessageTemplateSchema, next));
      return next;
    });
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = new Set((await tx.find(MessageTemplateSchema)).map(({ code }) => code));
      const missing = Object.entries(SEED).filter(([code]) => !known.has(code));
      const rows = missing.map(([code, text]) => ({ code, text, version: 1 }));
      if (rows.length > 0) await tx.insert(MessageTemplateSchema, rows);
    });
  }
}
