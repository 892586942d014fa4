import { Repository } from '#libs/kernel/repository';
import type { Tenant } from './tenant.aggregate.js';

/** All tenants, kept in the platform tenant's database. */
export abstract class Tenants extends Repository<Tenant> {
  abstract find(id: string): Promise<Tenant | null>;
  abstract all(): Promise<Tenant[]>;
}
