import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WrapUpCodes } from '../../wrap-up-code/wrap-up-code.api.js';
import { Contacts } from '../domain/contact.repository.js';

export class WrapUpContact extends Command<void> {
  constructor(
    readonly contactId: string,
    readonly agentId: string,
    readonly code: string,
    readonly note: string | null,
  ) {
    super();
  }
}

@CommandHandler(WrapUpContact)
export class WrapUpContactHandler implements ICommandHandler<WrapUpContact> {
  constructor(
    private readonly contacts: Contacts,
    private readonly codes: WrapUpCodes,
    private readonly clock: Clock,
  ) {}

  async execute({ contactId, agentId, code, note }: WrapUpContact): Promise<void> {
    await this.codes.refuseUnknown(code, (await this.contacts.get(contactId)).lastQueue);
    await this.contacts.update(contactId, (contact) => contact.wrapUp(agentId, code, note, this.clock.now()));
  }
}
