import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Tickets } from '../../domain/ticket.repository.js';
import { TicketFamilies } from '../../relation/ticket-families.js';
import { OpenTicket, type TicketToOpen } from '../open-ticket.js';

type Opening = Pick<TicketToOpen, 'interactionEventIds' | 'answers' | 'draftId' | 'variables'>;
type Words = Pick<TicketToOpen, 'ticketType' | 'subject' | 'description' | 'categoryId' | 'priority'>;

/** What the new ticket has of its own; the rest is that of the one it comes of. */
export interface NewPart extends Opening, Partial<Words> {
  /** Whether it stays part of the one it comes of. */
  readonly asChild: boolean;
}

/** A part of it becomes a ticket of its own. */
export class SplitTicket extends Command<{ ticketId: string }> {
  constructor(
    readonly ticketId: string,
    readonly part: NewPart,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SplitTicket)
export class SplitTicketHandler implements ICommandHandler<SplitTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly families: TicketFamilies,
    private readonly commands: CommandBus,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, part, by }: SplitTicket): Promise<{ ticketId: string }> {
    const { asChild, ...own } = part;
    const { common } = await this.tickets.get(ticketId);
    const origin = { taskId: null, originId: ticketId, originKind: 'split' as const };
    const above = asChild ? await this.families.above(ticketId) : [];
    return this.database.transaction(async () => {
      const opened = await this.commands.execute(new OpenTicket({ ...common, ...own, ...origin }, by));
      await this.tickets.updateAll([ticketId, opened.ticketId], (all) => {
        const [source, now] = [all.get(ticketId)!, this.clock.now()];
        source.split(opened.ticketId, own.interactionEventIds, by, now);
        if (asChild) source.adopt(all.get(opened.ticketId)!, above, by, now);
      });
      return opened;
    });
  }
}

/** A new ticket goes on where a closed one ended. */
export class FollowUpTicket extends Command<{ ticketId: string }> {
  constructor(
    readonly ticketId: string,
    readonly own: Omit<NewPart, 'asChild'>,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(FollowUpTicket)
export class FollowUpTicketHandler implements ICommandHandler<FollowUpTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly commands: CommandBus,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, own, by }: FollowUpTicket): Promise<{ ticketId: string }> {
    const { common } = await this.tickets.get(ticketId);
    const origin = { taskId: null, originId: ticketId, originKind: 'follow-up' as const };
    return this.database.transaction(async () => {
      const opened = await this.commands.execute(new OpenTicket({ ...common, ...own, ...origin }, by));
      await this.tickets.update(ticketId, (ticket) => ticket.followUp(opened.ticketId, by, this.clock.now()));
      return opened;
    });
  }
}
