import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StageForms } from '../../../stage-form/stage-form.api.js';
import { TicketTypes } from '../../../ticket-type/ticket-type.api.js';
import { TicketRunByProcess } from '../../domain/ticket.errors.js';
import { Tickets } from '../../domain/ticket.repository.js';

/** It is of another kind after all, or elsewhere in the tree. */
export class ChangeType extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly ticketType: string,
    /** null: that of the type. */
    readonly categoryId: string | null,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ChangeType)
export class ChangeTypeHandler implements ICommandHandler<ChangeType> {
  constructor(
    private readonly tickets: Tickets,
    private readonly types: TicketTypes,
    private readonly stages: StageForms,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What was answered stays; what is still asked is asked by the forms of the new type. */
  async execute({ ticketId, ticketType, categoryId, by }: ChangeType): Promise<void> {
    const type = await this.types.get(ticketType);
    if (type.process !== null)
      throw new TicketRunByProcess('Tickets of that type are run by a process, from their opening.', { ticketType });
    const categoryPath = await this.types.placeOf(type, categoryId);
    const own = categoryPath?.at(-1);
    const placing = { ticketType, category: own?.name ?? null, categoryId: own?.id ?? null, categoryPath };
    const { ticketType: before } = await this.tickets.get(ticketId);
    const pins = await this.stages.choose(type.stages, { ticket: ticketId, agent: by });
    await this.database.transaction(async () => {
      await this.tickets.update(ticketId, (ticket) => ticket.place(placing, by, this.clock.now()));
      if (before !== ticketType) await this.stages.pinAnew(ticketId, pins);
    });
  }
}
