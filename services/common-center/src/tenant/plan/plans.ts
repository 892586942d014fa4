import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { PlanNotFound } from '../domain/tenant.errors.js';
import type { Plan } from '../domain/tenant-terms.js';
import { TenantPlanSchema, type PlanRow } from './plan.schema.js';

/** What tenants can be on, by name. */
@Injectable()
export class Plans {
  constructor(private readonly database: Database) {}

  async all(): Promise<PlanRow[]> {
    return (await this.database.reader()).find(TenantPlanSchema, { order: { name: 'ASC' } });
  }

  async find(name: string): Promise<PlanRow | undefined> {
    return (await (await this.database.reader()).findOneBy(TenantPlanSchema, { name })) ?? undefined;
  }

  /** @throws PlanNotFound */
  async get(name: string): Promise<PlanRow> {
    const plan = await this.find(name);
    if (!plan) throw new PlanNotFound('There is no such plan.', { name });
    return plan;
  }

  /** Made, or changed for every tenant that is on it. */
  async set(name: string, { packs, quotas }: Plan): Promise<PlanRow> {
    await this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(TenantPlanSchema, { name });
      await tx.save(TenantPlanSchema, { name, packs, quotas, version: (known?.version ?? 0) + 1 });
    });
    return this.get(name);
  }
}
