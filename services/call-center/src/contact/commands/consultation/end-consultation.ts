import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../../routing/desk.api.js';
import type { Acting } from '../../domain/acting.js';

export class EndConsultation extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly as: 'completed' | 'ended',
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(EndConsultation)
export class EndConsultationHandler implements ICommandHandler<EndConsultation> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, as, by }: EndConsultation): Promise<void> {
    return this.desk.submit({ type: 'consultation-over', contactId, as, by });
  }
}
