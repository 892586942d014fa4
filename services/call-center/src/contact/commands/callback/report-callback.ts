import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk } from '../../../routing/desk.api.js';
import type { Acting } from '../../domain/acting.js';
import type { CallbackOutcome } from '../../domain/callback.js';

/** What became of calling back. */
export class ReportCallback extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly outcome: CallbackOutcome,
    readonly by: Acting | null,
  ) {
    super();
  }
}

@CommandHandler(ReportCallback)
export class ReportCallbackHandler implements ICommandHandler<ReportCallback> {
  constructor(private readonly desk: RoutingDesk) {}

  execute({ contactId, outcome, by }: ReportCallback): Promise<void> {
    return this.desk.submit({ type: 'callback-attempted', contactId, outcome, by });
  }
}
