import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../../routing/desk.api.js';
import type { Acting } from '../../domain/acting.js';

export class CancelRequest extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly kind: 'transfer' | 'conference',
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(CancelRequest)
export class CancelRequestHandler implements ICommandHandler<CancelRequest> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, kind, by }: CancelRequest): Promise<void> {
    return this.desk.submit({ type: 'request-cancelled', contactId, kind, by });
  }
}
