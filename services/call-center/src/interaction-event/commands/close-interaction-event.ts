import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InteractionEvents } from '../domain/interaction-event.repository.js';

export class CloseInteractionEvent extends Command<void> {
  constructor(readonly interactionEventId: string) {
    super();
  }
}

@CommandHandler(CloseInteractionEvent)
export class CloseInteractionEventHandler implements ICommandHandler<CloseInteractionEvent> {
  constructor(
    private readonly events: InteractionEvents,
    private readonly clock: Clock,
  ) {}

  execute({ interactionEventId }: CloseInteractionEvent): Promise<void> {
    return this.events.update(interactionEventId, (event) => event.closeDirectly(this.clock.now()));
  }
}
