import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Forms } from '../../form/form.api.js';
import { WorkItemNotFound } from '../domain/work-item.errors.js';
import { WorkItemSchema, type WorkItemRow } from '../infra/work-item.schema.js';
import type { WorkItemDetails } from '../work-item.dto.js';
import { workItemView } from './work-item-view.js';

export class GetWorkItem extends Query<WorkItemDetails> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetWorkItem)
export class GetWorkItemHandler implements IQueryHandler<GetWorkItem> {
  constructor(
    private readonly database: Database,
    private readonly forms: Forms,
  ) {}

  async execute({ id }: GetWorkItem): Promise<WorkItemDetails> {
    const row = await (await this.database.reader()).findOneBy(WorkItemSchema, { id });
    if (!row) throw new WorkItemNotFound('There is no such work item.', { id });
    return { ...workItemView(row), input: row.input, form: await this.#formOf(row) };
  }

  async #formOf({ formName: name, formVersion: version }: WorkItemRow): Promise<WorkItemDetails['form']> {
    return name === null || version === null ? null : this.forms.get({ name, version });
  }
}
