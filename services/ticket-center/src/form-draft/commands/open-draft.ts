import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { idleUntil } from '../domain/draft-life.js';
import { FormDraft, type DraftPurpose } from '../domain/form-draft.aggregate.js';
import { FormDraftStore } from '../domain/form-draft.repository.js';
import { AskedForms } from '../asked-forms.js';

/** The draft there is for it, or a new one: every window of the agent gets the same. */
export class OpenDraft extends Command<{ draftId: string }> {
  constructor(readonly purpose: DraftPurpose) {
    super();
  }
}

@CommandHandler(OpenDraft)
export class OpenDraftHandler implements ICommandHandler<OpenDraft> {
  constructor(
    private readonly drafts: FormDraftStore,
    private readonly asked: AskedForms,
    private readonly clock: Clock,
  ) {}

  async execute({ purpose }: OpenDraft): Promise<{ draftId: string }> {
    const known = await this.drafts.idFor(purpose);
    if (known !== null) return { draftId: known };
    const now = this.clock.now();
    const draft = FormDraft.open(newId(now), purpose, await this.asked.now(purpose), idleUntil(now));
    await this.drafts.add(draft).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new StaleVersion('Another window has just opened it: open it again.') : error;
    });
    return { draftId: draft.id };
  }
}
