import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/service-definition';
import { Injectable } from '@nestjs/common';
import { TicketTypeSchema, type TicketType } from './ticket-type.schema.js';

/** What a new tenant starts with; operators change and add. */
const SEED: readonly Omit<TicketType, 'version'>[] = [
  { code: 'general', name: 'General request', returnVisit: false, process: null },
  { code: 'complaint', name: 'Complaint', returnVisit: true, process: null },
  { code: 'fault', name: 'Fault report', returnVisit: true, process: null },
  { code: 'order-service', name: 'Order service', returnVisit: false, process: null },
  { code: 'lead', name: 'Sales lead', returnVisit: true, process: null },
  { code: 'cancel-order', name: 'Cancel an order', returnVisit: false, process: 'cancel-order' },
  { code: 'modify-order', name: 'Change an order', returnVisit: false, process: 'modify-order' },
  { code: 'return-order', name: 'Return an order', returnVisit: false, process: 'return-order' },
  { code: 'exchange-order', name: 'Exchange an order', returnVisit: false, process: 'exchange-order' },
  { code: 'complaint-case', name: 'Complaint, by procedure', returnVisit: false, process: 'complaint' },
  { code: 'fault-report', name: 'Fault report, by procedure', returnVisit: false, process: 'fault-report' },
  { code: 'installation', name: 'Lead to installation', returnVisit: false, process: 'lead-to-installation' },
];

@Injectable()
export class TicketTypeService extends TenantSeed {
  constructor(private readonly database: Database) {
    super();
  }

  async list(): Promise<TicketType[]> {
    return (await this.database.reader()).find(TicketTypeSchema, { order: { code: 'ASC' } });
  }

  async put(code: string, type: Omit<TicketType, 'code' | 'version'>): Promise<TicketType> {
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(TicketTypeSchema, { code });
      const next = { code, ...type, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(TicketTypeSchema, { code }, next) : tx.insert(TicketTypeSchema, next));
      return next;
    });
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await tx.count(TicketTypeSchema)) > 0) return;
      await tx.insert(
        TicketTypeSchema,
        SEED.map((type) => ({ ...type, version: 1 })),
      );
    });
  }
}
