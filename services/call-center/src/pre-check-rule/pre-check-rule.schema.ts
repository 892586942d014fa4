import type { InteractionEventType } from '#libs/contracts/call-center/call-events';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What a tenant answers online, without a person: the first active rule in order that fits a demand. */
export interface PreCheckRule {
  id: string;
  version: number;
  updatedAt: Date;
  /** Smaller comes first. */
  position: number;
  /** Null fits every type. */
  type: InteractionEventType | null;
  /** Null fits every topic. */
  topic: string | null;
  answer: string;
  active: boolean;
}

export const PreCheckRuleSchema = new EntitySchema<PreCheckRule>({
  name: 'pre_check_rule',
  columns: {
    ...aggregateColumns,
    position: column.int(),
    type: column.nullable(column.varchar(32)),
    topic: column.nullable(column.varchar(64)),
    answer: column.text(),
    active: column.flag(),
  },
  indices: [schemaIndex('pre_check_rule', { columns: ['active', 'position', 'id'] })],
});
