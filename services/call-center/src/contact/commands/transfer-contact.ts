import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk, type TransferTarget } from '../../routing/desk.api.js';
import type { Acting } from '../domain/acting.js';

export class TransferContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly to: TransferTarget,
    readonly by: Acting,
    /** Only while this agent has it. */
    readonly from?: string,
  ) {
    super();
  }
}

@CommandHandler(TransferContact)
export class TransferContactHandler implements ICommandHandler<TransferContact> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, to, by, from }: TransferContact): Promise<void> {
    return this.desk.submit({ type: 'contact-transfers', contactId, to, by, ...(from !== undefined && { from }) });
  }
}
