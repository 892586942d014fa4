import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PreCheckRules } from '../../pre-check-rule/pre-check-rule.api.js';
import { InteractionEvents } from '../domain/interaction-event.repository.js';
import type { PreCheckResult } from '../domain/pre-check.js';

export class PreCheckInteractionEvent extends Command<PreCheckResult> {
  constructor(readonly interactionEventId: string) {
    super();
  }
}

@CommandHandler(PreCheckInteractionEvent)
export class PreCheckInteractionEventHandler implements ICommandHandler<PreCheckInteractionEvent> {
  constructor(
    private readonly events: InteractionEvents,
    private readonly rules: PreCheckRules,
    private readonly clock: Clock,
  ) {}

  async execute({ interactionEventId }: PreCheckInteractionEvent): Promise<PreCheckResult> {
    const rules = await this.rules.inForce();
    return this.events.update(interactionEventId, (event) => event.preCheck(rules, this.clock.now()));
  }
}
