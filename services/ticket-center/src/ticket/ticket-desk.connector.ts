import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { action, BuiltInConnector, Connector } from '../connector/connector.api.js';
import { CallAttention, MarkTicket, RaisePriority } from './commands/attend-to-ticket.js';
import { SuperviseTicket } from './commands/supervise-ticket.js';

const ticket = z.uuid();
const person = z.string().min(1).max(64);
const about = z.string().min(1).max(120);

/** What processes do with tickets. */
@Connector('ticket-desk')
export class TicketDesk extends BuiltInConnector {
  constructor(private readonly commands: CommandBus) {
    super();
  }

  override readonly actions = {
    raise_priority: action(z.object({ ticket }), (args) => this.commands.execute(new RaisePriority(args.ticket))),
    remind_handler: action(z.object({ ticket }), (args) => this.#call(args.ticket, 'assignee', 'urged')),
    alert_team_lead: action(z.object({ ticket, about }), (args) => this.#call(args.ticket, 'team-lead', args.about)),
    notify: action(z.object({ ticket, person, about: about.default('supervision') }), (args) =>
      this.#call(args.ticket, { personId: args.person }, args.about),
    ),
    add_supervisor: action(z.object({ ticket, supervisor: person }), async (args) => {
      await this.commands.execute(new SuperviseTicket(args.ticket, args.supervisor));
      return args.supervisor;
    }),
    record_mark: action(z.object({ ticket, mark: z.int().min(1).max(5).nullable() }), async (args) => {
      if (args.mark !== null) await this.commands.execute(new MarkTicket(args.ticket, args.mark));
      return args.mark;
    }),
  };

  async #call(ticketId: string, who: CallAttention['who'], why: string): Promise<string> {
    await this.commands.execute(new CallAttention(ticketId, who, why));
    return 'told';
  }
}
