import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FormDraftStore } from '../domain/form-draft.repository.js';
import { LookupAnswers } from '../lookup/answer-lookup.js';
import { Lookups } from '../lookup/lookups.js';

/** Safe to repeat: what was answered is not asked again. */
export class AnswerLookup extends Command<void> {
  constructor(
    readonly draftId: string,
    readonly lookupId: string,
  ) {
    super();
  }
}

@CommandHandler(AnswerLookup)
export class AnswerLookupHandler implements ICommandHandler<AnswerLookup> {
  constructor(
    private readonly drafts: FormDraftStore,
    private readonly lookups: Lookups,
    private readonly answers: LookupAnswers,
  ) {}

  async execute({ draftId, lookupId }: AnswerLookup): Promise<void> {
    const lookup = await this.lookups.pending(lookupId);
    if (!lookup) return;
    const { form, agentId } = await this.drafts.get(draftId);
    await this.lookups.answer(lookup, agentId, await this.answers.of(lookup, form));
  }
}
