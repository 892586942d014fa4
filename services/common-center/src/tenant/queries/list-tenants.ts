import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import { TenantSchema } from '../infra/tenant.schema.js';
import type { TenantView } from '../tenant.dto.js';
import { tenantView } from './tenant-view.js';

export class ListTenants extends Query<Page<TenantView>> {
  constructor(readonly page: PageQuery) {
    super();
  }
}

@QueryHandler(ListTenants)
export class ListTenantsHandler implements IQueryHandler<ListTenants> {
  constructor(private readonly database: Database) {}

  async execute({ page: { limit, cursor } }: ListTenants): Promise<Page<TenantView>> {
    const where = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const db = await this.database.reader();
    const rows = await db.find(TenantSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(tenantView), next };
  }
}
