import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { fieldsOf, Forms } from '../../form/form.api.js';
import { AskedForms } from '../asked-forms.js';
import { FormDraftStore } from '../domain/form-draft.repository.js';
import { Lookups } from '../lookup/lookups.js';

/** The draft goes on with the version of its form that is asked now. */
export class FollowForm extends Command<void> {
  constructor(
    readonly id: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(FollowForm)
export class FollowFormHandler implements ICommandHandler<FollowForm> {
  constructor(
    private readonly drafts: FormDraftStore,
    private readonly asked: AskedForms,
    private readonly forms: Forms,
    private readonly lookups: Lookups,
    private readonly database: Database,
  ) {}

  async execute({ id, by }: FollowForm): Promise<void> {
    const form = await this.asked.now(await this.drafts.get(id));
    const fields = fieldsOf((await this.forms.get(form)).jsonSchema);
    await this.database.transaction(async () => {
      const typed = await this.drafts.update(id, (draft) => {
        draft.requireOwner(by);
        draft.follow(form, fields);
        return draft.typed;
      });
      await this.lookups.follow(id, form, typed);
    });
  }
}
