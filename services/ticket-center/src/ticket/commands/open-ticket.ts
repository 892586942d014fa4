import type { Variables } from '#libs/process-engine/variables';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { nextNumber } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Checklists } from '../../checklist/checklist.api.js';
import { Processes } from '../../process/process.api.js';
import { TicketTypes, type TicketType } from '../../ticket-type/ticket-type.api.js';
import type { NewTicket } from '../domain/new-ticket.js';
import { Ticket } from '../domain/ticket.aggregate.js';
import { Tickets } from '../domain/ticket.repository.js';
import { OpeningForms } from '../opening-forms.js';
import type { Given } from './fill-form.js';

/** What comes of its own accord. */
type Derived = 'id' | 'number' | 'processInstanceId' | 'categoryPath';

export interface TicketToOpen extends Omit<NewTicket, Derived>, Given {
  /** What the process of its type begins with. */
  readonly variables: Variables;
}

type Words = Pick<NewTicket, 'id' | 'customerId' | 'subject'>;

export class OpenTicket extends Command<{ ticketId: string }> {
  constructor(
    readonly input: TicketToOpen,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(OpenTicket)
export class OpenTicketHandler implements ICommandHandler<OpenTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly types: TicketTypes,
    private readonly processes: Processes,
    private readonly forms: OpeningForms,
    private readonly checklists: Checklists,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The number belongs to the ticket's transaction: a refused ticket takes none. */
  async execute({ input, by }: OpenTicket): Promise<{ ticketId: string }> {
    const { variables, answers, draftId, ...given } = input;
    const type = await this.types.get(given.ticketType);
    const now = this.clock.now();
    const id = newId(now);
    const { pins, filled } = await this.forms.of({ ticketId: id, type, answers, draftId, by });
    const ticket = { ...given, ...(await this.#place(type, given)), id };
    await this.database.transaction(async () => {
      const number = await nextNumber(this.database, 'T', now);
      const begun = { ...filled?.answers, ...variables } as Variables;
      const processInstanceId = type.process === null ? null : await this.#begin(type.process, ticket, begun);
      await this.tickets.add(Ticket.open({ ...ticket, number, processInstanceId }, filled, by, now));
      await this.forms.keep(id, { pins, filled, draftId }, by);
      await this.checklists.begin(id, type.code);
    });
    return { ticketId: id };
  }

  /** Where in the tree it is, as the tree is now. */
  async #place(type: TicketType, { category, categoryId }: Pick<NewTicket, 'category' | 'categoryId'>) {
    const categoryPath = await this.types.placeOf(type, categoryId);
    const own = categoryPath?.at(-1);
    return { category: category ?? own?.name ?? null, categoryId: own?.id ?? null, categoryPath };
  }

  /** Begins with the ticket: neither is there without the other. */
  #begin(definition: string, { id: ticketId, customerId, subject }: Words, given: Variables): Promise<string> {
    const variables = { ...given, ticketId, customerId, subject };
    return this.processes.startWithin({ definition, businessKey: ticketId, variables });
  }
}
