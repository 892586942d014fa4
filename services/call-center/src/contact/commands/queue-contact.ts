import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk, type QueueWish } from '../../routing/desk.api.js';

export class QueueContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly wish: QueueWish,
  ) {
    super();
  }
}

@CommandHandler(QueueContact)
export class QueueContactHandler implements ICommandHandler<QueueContact> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, wish }: QueueContact): Promise<void> {
    return this.desk.submit({ type: 'contact-queues', contactId, wish });
  }
}
