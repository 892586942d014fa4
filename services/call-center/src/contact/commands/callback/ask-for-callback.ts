import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callbackRuleOf, Queues } from '../../../queue/queue.api.js';
import { RoutingDesk } from '../../../routing/desk.api.js';
import { CallbackHours } from '../../callback-hours.api.js';
import { ContactDirectory } from '../../contact.api.js';

interface CallbackAsked {
  /** Where it waits, unless it waits in a queue already. */
  readonly queueId: string | null;
  /** Null: the number it came from. */
  readonly number: string | null;
  /** Null: as soon as it is its turn. */
  readonly notBefore: Date | null;
}

export class AskForCallback extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly asked: CallbackAsked,
  ) {
    super();
  }
}

/** Not before it is day where the callee is; whether it still is when its turn comes, routing looks again. */
@CommandHandler(AskForCallback)
export class AskForCallbackHandler implements ICommandHandler<AskForCallback> {
  constructor(
    private readonly directory: ContactDirectory,
    private readonly queues: Queues,
    private readonly hours: CallbackHours,
    private readonly desk: RoutingDesk,
    private readonly clock: Clock,
  ) {}

  async execute({ contactId, asked }: AskForCallback): Promise<void> {
    const now = this.clock.now();
    const { address, queueId: waitsIn } = await this.directory.caller(contactId);
    const number = asked.number ?? address;
    const queue = (await this.queues.all()).find(({ id }) => id === (waitsIn ?? asked.queueId));
    const from = asked.notBefore && asked.notBefore > now ? asked.notBefore : now;
    const earliest = await this.hours.earliest(number, callbackRuleOf(queue), from);
    const wish = { number: asked.number, notBefore: earliest > now ? earliest.getTime() : null };
    await this.desk.submit({
      type: 'callback-asked',
      contactId,
      queue: asked.queueId === null ? null : wishOf(asked.queueId),
      wish,
    });
  }
}

function wishOf(queueId: string) {
  return { queueId, priority: 0, required: [], preferred: [], wishes: [] };
}
