import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FormDraftStore } from '../domain/form-draft.repository.js';

export class DiscardDraft extends Command<void> {
  constructor(
    readonly id: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DiscardDraft)
export class DiscardDraftHandler implements ICommandHandler<DiscardDraft> {
  constructor(private readonly drafts: FormDraftStore) {}

  async execute({ id, by }: DiscardDraft): Promise<void> {
    (await this.drafts.get(id)).requireOwner(by);
    await this.drafts.remove(id);
  }
}
