import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import { FormNotFound } from '../domain/form.errors.js';
import type { FormDefinitionView, FormDraftView, FormView } from '../form.dto.js';
import { FormDefinitionSchema, type FormDefinitionRow } from '../infra/form-definition.schema.js';
import { formVersion, FormSchema } from '../infra/form-version.schema.js';
import { contentOf } from './find-form-versions.js';

/** The definition, with its newest version. */
export class GetForm extends Query<FormView> {
  constructor(readonly name: string) {
    super();
  }
}

@QueryHandler(GetForm)
export class GetFormHandler implements IQueryHandler<GetForm> {
  constructor(private readonly database: Database) {}

  async execute({ name }: GetForm): Promise<FormView> {
    const reader = await this.database.reader();
    const definition = await reader.findOneBy(FormDefinitionSchema, { id: name });
    const row = await reader.findOneBy(FormSchema, { name, version: definition?.latest ?? 0 });
    if (!definition || !row) throw new FormNotFound(`There is no form ${name}.`, { name });
    return { ...contentOf(formVersion(row)), number: row.version, ...definitionView(definition) };
  }
}

export class GetFormDraft extends Query<FormDraftView> {
  constructor(readonly name: string) {
    super();
  }
}

@QueryHandler(GetFormDraft)
export class GetFormDraftHandler implements IQueryHandler<GetFormDraft> {
  constructor(private readonly database: Database) {}

  async execute({ name }: GetFormDraft): Promise<FormDraftView> {
    const row = await (await this.database.reader()).findOneBy(FormDefinitionSchema, { id: name });
    if (!row?.draft) throw new FormNotFound(`There is no draft of ${name}.`, { name });
    const { content, problems, savedBy, savedAt } = row.draft;
    return { ...definitionView(row), ...(content as FormDraftView), problems: [...problems], savedBy, savedAt };
  }
}

export class ListForms extends Query<Page<FormDefinitionView>> {
  constructor(readonly page: PageQuery) {
    super();
  }
}

/** By name. */
@QueryHandler(ListForms)
export class ListFormsHandler implements IQueryHandler<ListForms> {
  constructor(private readonly database: Database) {}

  async execute({ page: { limit, cursor } }: ListForms): Promise<Page<FormDefinitionView>> {
    const where = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const select = { id: true, version: true, kind: true, latest: true, stable: true, candidate: true, shareOf: true };
    const rows = await reader.find(FormDefinitionSchema, { where, select, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(definitionView), next };
  }
}

function definitionView(row: Omit<FormDefinitionRow, 'draft' | 'updatedAt'>): FormDefinitionView {
  const { id: name, version, kind, latest, stable, candidate, shareOf } = row;
  return { name, version, kind, latest, stable, candidate, shareOf };
}
