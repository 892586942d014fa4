import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { Forms } from '../form/form.api.js';
import { TicketCategories } from '../ticket-category/ticket-category.api.js';
import { ReopenWindows } from './reopen-window.js';
import { UnknownTicketType } from './ticket-type.api.js';
import { TicketTypeSchema, type TicketType } from './ticket-type.schema.js';

const PLAIN = { categoryId: null, stages: {}, closesSupervised: null, reopenWithin: null, reopenCalendar: null };

/** What a new tenant starts with; operators change and add. */
const SEED: readonly Omit<TicketType, 'version' | keyof typeof PLAIN>[] = [
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
    private readonly windows: ReopenWindows,
    private readonly clock: Clock,
  ) {
    super();
  }

  async list(): Promise<TicketType[]> {
    return (await this.database.reader()).find(TicketTypeSchema, { order: { code: 'ASC' } });
  }

  /** @throws UnknownTicketType */
  async get(code: string): Promise<TicketType> {
    const found = await (await this.database.reader()).findOneBy(TicketTypeSchema, { code });
    if (!found) throw new UnknownTicketType(`There is no ticket type ${code}.`, { code });
    return found;
  }

  /**
   * For tickets that are opened from now on. What is there already is changed by who has seen it.
   * @throws UnknownStageForm, CategoryNotFound, CalendarUnknown, DurationInvalid, StaleVersion; Refusal 428 `if-match-required`
   */
  async put(code: string, type: Omit<TicketType, 'code' | 'version'>): Promise<TicketType> {
    await this.#requireForms(code, Object.values(type.stages));
    if (type.categoryId !== null) await this.categories.require(type.categoryId);
    await this.windows.endOf(type, this.clock.now());
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(TicketTypeSchema, { code });
      const next = { code, ...type, version: seen(current) + 1 };
      if (!current) await tx.insert(TicketTypeSchema, next);
      else if ((await tx.update(TicketTypeSchema, { code, version: next.version - 1 }, next)).affected !== 1)
        throw stale(next.version - 1, current.version);
      return next;
    });
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await tx.count(TicketTypeSchema)) > 0) return;
      await tx.insert(
        TicketTypeSchema,
        SEED.map((type) => ({ ...PLAIN, ...type, stages: STAGES[type.code] ?? {}, version: 1 })),
      );
    });
  }

  async #requireForms(code: string, names: readonly string[]): Promise<void> {
    const known = await this.forms.versions(names, { ticket: code });
    const unknown = names.filter((name) => !known.has(name));
    if (unknown.length > 0) throw new UnknownStageForm(`There is no form ${unknown.join(', ')}.`, { unknown });
  }
}

/** The version that is to be changed: what is not there yet has none. */
function seen(current: TicketType | null): number {
  const version = currentContext()?.precondition?.version;
  if (current && version === undefined)
    throw new Refusal(428, 'if-match-required', 'Say which version you are changing: send its ETag as If-Match.');
  if (!current && version !== undefined) throw stale(version, 0);
  return version ?? 0;
}

function stale(yours: number, current: number): StaleVersion {
  return new StaleVersion('It was changed by someone else in the meantime.', { facts: { yours, current } });
}
