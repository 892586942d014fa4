import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/service-definition';
import { Injectable } from '@nestjs/common';
import { Forms } from '../form/form.api.js';
import { TicketCategories } from '../ticket-category/ticket-category.api.js';
import { TicketTypeSchema, type TicketType } from './ticket-type.schema.js';

/** What a new tenant starts with; operators change and add. */
const SEED: readonly Omit<TicketType, 'version' | 'categoryId' | 'stages' | 'closesSupervised'>[] = [
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

/** What the types of the house ask at each stage. */
const STAGES: Readonly<Record<string, Record<string, string>>> = {
  'order-service': { handle: 'order-request' },
  fault: { handle: 'fault-cause' },
};

/** A stage names a form that nobody has published. */
export class UnknownStageForm extends domainError('ticket-type-form-unknown', 'invalid') {}

@Injectable()
export class TicketTypeService extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly forms: Forms,
    private readonly categories: TicketCategories,
  ) {
    super();
  }

  async list(): Promise<TicketType[]> {
    return (await this.database.reader()).find(TicketTypeSchema, { order: { code: 'ASC' } });
  }

  /** For tickets that are opened from now on. @throws UnknownStageForm, CategoryNotFound */
  async put(code: string, type: Omit<TicketType, 'code' | 'version'>): Promise<TicketType> {
    await this.#requireForms(code, Object.values(type.stages));
    if (type.categoryId !== null) await this.categories.require(type.categoryId);
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
        SEED.map((type) => ({
          ...type,
          categoryId: null,
          stages: STAGES[type.code] ?? {},
          closesSupervised: null,
          version: 1,
        })),
      );
    });
  }

  async #requireForms(code: string, names: readonly string[]): Promise<void> {
    const known = await this.forms.versions(names, { ticket: code });
    const unknown = names.filter((name) => !known.has(name));
    if (unknown.length > 0) throw new UnknownStageForm(`There is no form ${unknown.join(', ')}.`, { unknown });
  }
}
