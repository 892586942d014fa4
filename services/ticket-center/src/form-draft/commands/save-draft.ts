import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { idleUntil } from '../domain/draft-life.js';
import type { DraftChange } from '../domain/form-draft.aggregate.js';
import { FormDraftStore } from '../domain/form-draft.repository.js';
import { Lookups } from '../lookup/lookups.js';

/** As it is typed: nothing is judged before it is handed in. */
export class SaveDraft extends Command<void> {
  constructor(
    readonly id: string,
    readonly change: DraftChange,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SaveDraft)
export class SaveDraftHandler implements ICommandHandler<SaveDraft> {
  constructor(
    private readonly drafts: FormDraftStore,
    private readonly lookups: Lookups,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ id, change, by }: SaveDraft): Promise<void> {
    const now = this.clock.now();
    return this.database.transaction(async () => {
      const { form, typed } = await this.drafts.update(id, (draft) => {
        draft.requireOwner(by);
        draft.save(change, now, idleUntil(now));
        return { form: draft.form, typed: draft.typed };
      });
      await this.lookups.follow(id, form, typed);
    });
  }
}
