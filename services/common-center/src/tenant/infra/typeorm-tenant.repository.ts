import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import type { Tenant } from '../domain/tenant.aggregate.js';
import { DomainTaken, TenantNotFound } from '../domain/tenant.errors.js';
import { Tenants } from '../domain/tenant.repository.js';
import { TenantDomainSchema, TenantSchema } from './tenant.schema.js';

@Injectable()
export class TypeormTenants extends AggregateStore<Tenant> implements Tenants {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: TenantSchema,
      notFound: (id) => new TenantNotFound('There is no such tenant.', { id }),
      publish: () => null,
      lookups: [
        {
          schema: TenantDomainSchema,
          owner: 'tenantId',
          rows: ({ id, domains }) => domains.map((domain) => ({ domain, tenantId: id })),
        },
      ],
    });
  }

  override async add(tenant: Tenant): Promise<void> {
    await super.add(tenant).catch(refuseTaken);
  }

  override async update<Result>(id: string, change: (tenant: Tenant) => Result): Promise<Result> {
    return super.update(id, change).catch(refuseTaken);
  }

  async find(id: string): Promise<Tenant | null> {
    const db = await this.database.reader();
    return (await db.findOneBy(TenantSchema, { id })) as unknown as Tenant | null;
  }

  async all(): Promise<Tenant[]> {
    const db = await this.database.reader();
    return (await db.find(TenantSchema)) as unknown as Tenant[];
  }
}

function refuseTaken(error: unknown): never {
  throw isDuplicateKey(error) ? new DomainTaken('One of the domains belongs to another tenant.') : error;
}
