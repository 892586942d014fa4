import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NothingToLookUp } from '../domain/form-draft.errors.js';
import { FormDraftStore } from '../domain/form-draft.repository.js';
import { Lookups } from '../lookup/lookups.js';

export class AskAgain extends Command<void> {
  constructor(
    readonly draftId: string,
    readonly lookup: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AskAgain)
export class AskAgainHandler implements ICommandHandler<AskAgain> {
  constructor(
    private readonly drafts: FormDraftStore,
    private readonly lookups: Lookups,
  ) {}

  async execute({ draftId, lookup, by }: AskAgain): Promise<void> {
    (await this.drafts.get(draftId)).requireOwner(by);
    if (await this.lookups.askAgain(draftId, lookup)) return;
    throw new NothingToLookUp(`Nothing was asked by ${lookup}.`, { lookup });
  }
}
