import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketOpening, type FollowUpTicket } from '../../ticket/ticket-opening.api.js';
import { Tasks } from '../domain/task.repository.js';

/** 商机工单: the ticket that comes of a task, once; asked again it is the same. */
export class OpenLead extends Command<{ ticketId: string }> {
  constructor(
    readonly taskId: string,
    readonly words: Omit<FollowUpTicket, 'customerId' | 'taskId'>,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(OpenLead)
export class OpenLeadHandler implements ICommandHandler<OpenLead> {
  constructor(
    private readonly tasks: Tasks,
    private readonly tickets: TicketOpening,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The first touch of the task locks it, so that whoever asks at the same time waits and finds the ticket. */
  execute({ taskId, words, by }: OpenLead): Promise<{ ticketId: string }> {
    return this.database.transaction(async () => {
      const { known, customerId } = await this.tasks.update(taskId, (task) => ({
        known: task.leadTicket,
        customerId: task.customerId,
      }));
      if (known !== null) return { ticketId: known };
      const { ticketId } = await this.tickets.followUp({ ...words, customerId, taskId }, by);
      await this.tasks.update(taskId, (task) => task.openLead(ticketId, by, this.clock.now()));
      return { ticketId };
    });
  }
}
