import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Customers who live under one roof. */
export interface HouseholdRow {
  id: string;
  version: number;
  /** Who speaks for it; null: nobody. */
  headId: string | null;
  updatedAt: Date;
}

export const HouseholdSchema = new EntitySchema<HouseholdRow>({
  name: 'household',
  columns: {
    id: column.id(),
    version: column.int(),
    headId: column.nullable(column.ref()),
    updatedAt: column.time(),
  },
});

/** A customer lives in one household at most. */
export const HouseholdMemberSchema = new EntitySchema<{ customerId: string; householdId: string }>({
  name: 'household_member',
  columns: { customerId: column.primary(column.ref()), householdId: column.ref() },
  indices: [schemaIndex('household_member', { columns: ['householdId'] })],
});
