import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AssistRequests } from '../domain/assist-request.repository.js';

export class TakeAssistance extends Command<void> {
  constructor(
    readonly requestId: string,
    readonly helperId: string,
  ) {
    super();
  }
}

@CommandHandler(TakeAssistance)
export class TakeAssistanceHandler implements ICommandHandler<TakeAssistance> {
  constructor(
    private readonly requests: AssistRequests,
    private readonly clock: Clock,
  ) {}

  execute({ requestId, helperId }: TakeAssistance): Promise<void> {
    return this.requests.update(requestId, (request) => request.take(helperId, this.clock.now()));
  }
}
