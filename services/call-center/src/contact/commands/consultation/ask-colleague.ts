import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoutingDesk, type ColleagueWish } from '../../../routing/desk.api.js';
import type { Acting } from '../../domain/acting.js';

/** To consult, or to be on the contact as well. */
export class AskColleague extends Command<{ id: string }> {
  constructor(
    readonly contactId: string,
    readonly wish: Omit<ColleagueWish, 'id'>,
    readonly by: Acting,
  ) {
    super();
  }
}

@CommandHandler(AskColleague)
export class AskColleagueHandler implements ICommandHandler<AskColleague> {
  constructor(
    private readonly desk: RoutingDesk,
    private readonly clock: Clock,
  ) {}

  async execute({ contactId, wish, by }: AskColleague): Promise<{ id: string }> {
    const id = newId(this.clock.now());
    await this.desk.submit({ type: 'colleague-asked', contactId, wish: { ...wish, id }, by });
    return { id };
  }
}
