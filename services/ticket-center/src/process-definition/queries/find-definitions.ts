import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import { ProcessNotFound } from '../domain/process-definition.errors.js';
import { ProcessDefinitionSchema, type DefinitionRow } from '../infra/process-definition.schema.js';
import type { DefinitionView } from '../process-definition.dto.js';

export class GetDefinition extends Query<DefinitionView> {
  constructor(readonly process: string) {
    super();
  }
}

@QueryHandler(GetDefinition)
export class GetDefinitionHandler implements IQueryHandler<GetDefinition> {
  constructor(private readonly database: Database) {}

  async execute({ process: id }: GetDefinition): Promise<DefinitionView> {
    const row = await (await this.database.reader()).findOneBy(ProcessDefinitionSchema, { id });
    if (!row) throw new ProcessNotFound(`There is no process ${id}.`, { id });
    return definitionView(row);
  }
}

export class ListDefinitions extends Query<Page<DefinitionView>> {
  constructor(readonly page: PageQuery) {
    super();
  }
}

@QueryHandler(ListDefinitions)
export class ListDefinitionsHandler implements IQueryHandler<ListDefinitions> {
  constructor(private readonly database: Database) {}

  async execute({ page: { limit, cursor } }: ListDefinitions): Promise<Page<DefinitionView>> {
    const where = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const rows = await reader.find(ProcessDefinitionSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(definitionView), next };
  }
}

function definitionView(row: DefinitionRow): DefinitionView {
  return { ...row, updatedAt: row.updatedAt.toISOString() };
}
