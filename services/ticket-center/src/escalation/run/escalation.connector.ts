import { z } from 'zod';
import { action, BuiltInConnector, Connector } from '../../connector/connector.api.js';
import { Escalations } from './escalations.js';

/** What rules and processes do about tickets that nobody looks after. */
@Connector('escalation')
export class EscalationConnector extends BuiltInConnector {
  constructor(private readonly escalations: Escalations) {
    super();
  }

  override readonly actions = {
    start: action(z.object({ ticket: z.uuid(), chain: z.string().min(1).max(120) }), (args) =>
      this.escalations.start(args.ticket, args.chain, 'connector'),
    ),
  };
}
