import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Plan } from '../domain/tenant-terms.js';

export interface PlanRow extends Plan {
  name: string;
  version: number;
}

const columns = {
  name: column.primary(column.varchar(64)),
  version: column.int(),
  packs: column.nullable(column.json()),
  quotas: column.json(),
};

export const TenantPlanSchema = new EntitySchema<PlanRow>({ name: 'tenant_plan', columns });
