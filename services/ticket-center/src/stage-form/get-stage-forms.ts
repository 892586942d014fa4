import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Forms } from '../form/form.api.js';
import type { StageFormView } from './stage-form.dto.js';
import { StageFormSchema, type StageForm } from './stage-form.schema.js';

export class GetStageForms extends Query<StageFormView[]> {
  constructor(readonly ticketId: string) {
    super();
  }
}

@QueryHandler(GetStageForms)
export class GetStageFormsHandler implements IQueryHandler<GetStageForms> {
  constructor(
    private readonly database: Database,
    private readonly forms: Forms,
  ) {}

  async execute({ ticketId }: GetStageForms): Promise<StageFormView[]> {
    const reader = await this.database.reader();
    const rows = await reader.find(StageFormSchema, { where: { ticketId }, order: { stage: 'ASC' } });
    return Promise.all(rows.map((row) => this.#view(row)));
  }

  async #view({ stage, formName, formVersion, answers, filledBy, filledAt }: StageForm): Promise<StageFormView> {
    const { name, version, jsonSchema, uiSchema } = await this.forms.get({ name: formName, version: formVersion });
    const form = { name, version, jsonSchema: { ...jsonSchema }, uiSchema: { ...uiSchema } };
    return { stage, form, answers, filledBy, filledAt: filledAt?.toISOString() ?? null };
  }
}
