import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { fieldsOf, Forms, type FormRef } from '../../form/form.api.js';
import { AskedForms } from '../asked-forms.js';
import { DraftNotFound } from '../domain/form-draft.errors.js';
import { DraftValueReader } from '../draft-values.js';
import type { DraftView } from '../form-draft.dto.js';
import { FormDraftSchema, type FormDraftRow } from '../infra/form-draft.schema.js';
import type { FormLookup } from '../lookup/form-lookup.schema.js';
import { draftSummary } from './list-drafts.js';

export class GetDraft extends Query<DraftView> {
  constructor(
    readonly id: string,
    readonly by: string,
  ) {
    super();
  }
}

@QueryHandler(GetDraft)
export class GetDraftHandler implements IQueryHandler<GetDraft> {
  constructor(
    private readonly database: Database,
    private readonly values: DraftValueReader,
    private readonly asked: AskedForms,
    private readonly forms: Forms,
  ) {}

  async execute({ id, by: agentId }: GetDraft): Promise<DraftView> {
    const row = await (await this.database.reader()).findOneBy(FormDraftSchema, { id, agentId });
    if (!row) throw new DraftNotFound('There is no such draft.', { id });
    const { common, answers, leftOver, changes } = row;
    const summary = draftSummary(row);
    const { form, lookups, values } = await this.values.of(id, summary.form, answers);
    return {
      ...summary,
      form: { ...summary.form, jsonSchema: { ...form.jsonSchema }, uiSchema: { ...form.uiSchema } },
      ...{ common, answers, values, leftOver },
      lookups: lookups.map(lookupView),
      changes: Object.entries(changes).map(([field, change]) => ({ field, ...change })),
      newerForm: await this.#newer(row, summary.form),
    };
  }

  async #newer(row: FormDraftRow, form: FormRef): Promise<DraftView['newerForm']> {
    const now = await this.asked.now(row);
    if (now.name === form.name && now.version === form.version) return null;
    const fields = fieldsOf((await this.forms.get(now)).jsonSchema);
    return { ...now, leavesOver: Object.keys(row.answers).filter((field) => !fields.includes(field)) };
  }
}

function lookupView({ lookup, state, code, askedAt, answeredAt }: FormLookup): DraftView['lookups'][number] {
  return { lookup, state, code, askedAt: askedAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null };
}
