import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';
import type { Acting } from '../domain/acting.js';
import type { ContactOutcome } from '../domain/contact-status.js';

export class EndContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly outcome: ContactOutcome,
    /** Null: another context that knows. */
    readonly by: Acting | null,
  ) {
    super();
  }
}

@CommandHandler(EndContact)
export class EndContactHandler implements ICommandHandler<EndContact> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, outcome, by }: EndContact): Promise<void> {
    return this.desk.submit({ type: 'contact-ends', contactId, outcome, by });
  }
}
