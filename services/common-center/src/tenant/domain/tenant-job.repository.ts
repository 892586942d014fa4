import { Repository } from '#libs/kernel/repository';
import type { TenantJob } from './tenant-job.aggregate.js';

/** Jobs on tenants, kept in the platform tenant's database. */
export abstract class TenantJobs extends Repository<TenantJob> {
  /** The oldest first. */
  abstract running(): Promise<TenantJob[]>;
}
