import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../routing/desk.api.js';

export class DeclineOffer extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly agentId: string,
  ) {
    super();
  }
}

@CommandHandler(DeclineOffer)
export class DeclineOfferHandler implements ICommandHandler<DeclineOffer> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, agentId }: DeclineOffer): Promise<void> {
    return this.desk.submit({ type: 'offer-declined', contactId, agentId });
  }
}
