import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { JobNotFound } from '../domain/tenant.errors.js';
import { TenantJobs } from '../domain/tenant-job.repository.js';
import { TenantJobSchema, type TenantJobRow } from '../infra/tenant-job.schema.js';
import { JobErrands } from './job-errands.js';
import type { TenantJobProgress, TenantJobView } from './tenant-job.dto.js';

/** What can be asked of jobs. */
@Injectable()
export class JobQueries {
  constructor(
    private readonly database: Database,
    private readonly jobs: TenantJobs,
    private readonly errands: JobErrands,
  ) {}

  /** @throws JobNotFound */
  async get(id: string): Promise<TenantJobView> {
    const row = await (await this.database.reader()).findOneBy(TenantJobSchema, { id });
    if (!row) throw new JobNotFound('There is no such job.', { id });
    return viewOf(row);
  }

  /** The newest first. */
  async ofTenant(tenantId: string, { limit, cursor }: PageQuery): Promise<Page<TenantJobView>> {
    const behind = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const db = await this.database.reader();
    const where = { tenantId, ...behind };
    const rows = await db.find(TenantJobSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(viewOf), next };
  }

  /** Asked of the services themselves. @throws JobNotFound, RemoteError */
  async progress(id: string): Promise<TenantJobProgress> {
    const job = await this.jobs.get(id);
    if (job.state !== 'running') return { step: job.step, services: [] };
    const standings = await this.errands.askAll(job);
    return {
      step: job.step,
      services: standings.map(({ service, state, done, total }) => ({ service, state, done, total })),
    };
  }
}

function viewOf(row: TenantJobRow): TenantJobView {
  const { id, version, tenantId, kind, state, step, results, reason, startedAt, endedAt, readOnlyMs } = row;
  const times = { startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
  return {
    ...{ id, version, tenantId, kind, state, step, reason, readOnlyMs, ...times },
    results: results,
  };
}
