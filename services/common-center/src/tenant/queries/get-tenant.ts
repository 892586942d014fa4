import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantNotFound } from '../domain/tenant.errors.js';
import { TenantSchema } from '../infra/tenant.schema.js';
import type { TenantView } from '../tenant.dto.js';
import { tenantView } from './tenant-view.js';

export class GetTenant extends Query<TenantView> {
  constructor(readonly tenantId: string) {
    super();
  }
}

@QueryHandler(GetTenant)
export class GetTenantHandler implements IQueryHandler<GetTenant> {
  constructor(private readonly database: Database) {}

  async execute({ tenantId: id }: GetTenant): Promise<TenantView> {
    const row = await (await this.database.reader()).findOneBy(TenantSchema, { id });
    if (!row) throw new TenantNotFound('There is no such tenant.', { id });
    return tenantView(row);
  }
}
