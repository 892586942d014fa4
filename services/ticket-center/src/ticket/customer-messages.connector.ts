import type { Json } from '#libs/process-engine/model/expression';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { action, BuiltInConnector, Connector } from '../connector/connector.api.js';
import { MessageTemplates } from '../message-template/message-template.api.js';
import { ReplyToTicket } from './commands/reply-to-ticket.js';

/** Whatever else comes along can be named in the template. */
const Message = z
  .object({ customer: z.uuid(), ticket: z.uuid(), template: z.string().min(1).max(64) })
  .catchall(z.json());

/** What processes tell customers: a reply on the ticket like an agent's, by a template. */
@Connector('customer-messages')
export class CustomerMessages extends BuiltInConnector {
  constructor(
    private readonly templates: MessageTemplates,
    private readonly commands: CommandBus,
  ) {
    super();
  }

  override readonly actions = {
    send_message: action(Message, (message) => this.#send(message)),
    ask_customer: action(Message, (message) => this.#send(message)),
  };

  async #send({ ticket, template, ...known }: z.infer<typeof Message>): Promise<Json> {
    const text = await this.templates.text(template, known);
    await this.commands.execute(new ReplyToTicket(ticket, text, 'process'));
    return 'sent';
  }
}
