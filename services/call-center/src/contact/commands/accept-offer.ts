import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';

export class AcceptOffer extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly agentId: string,
  ) {
    super();
  }
}

@CommandHandler(AcceptOffer)
export class AcceptOfferHandler implements ICommandHandler<AcceptOffer> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, agentId }: AcceptOffer): Promise<void> {
    return this.desk.submit({ type: 'offer-accepted', contactId, agentId });
  }
}
