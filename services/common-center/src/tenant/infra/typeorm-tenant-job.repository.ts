import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { JobNotFound } from '../domain/tenant.errors.js';
import type { TenantJob } from '../domain/tenant-job.aggregate.js';
import { TenantJobs } from '../domain/tenant-job.repository.js';
import { TenantJobSchema } from './tenant-job.schema.js';

@Injectable()
export class TypeormTenantJobs extends AggregateStore<TenantJob> implements TenantJobs {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: TenantJobSchema,
      notFound: (id) => new JobNotFound('There is no such job.', { id }),
      publish: () => null,
    });
  }

  async running(): Promise<TenantJob[]> {
    const db = await this.database.reader();
    const rows = await db.find(TenantJobSchema, { where: { state: 'running' }, order: { id: 'ASC' } });
    return rows as unknown as TenantJob[];
  }
}
