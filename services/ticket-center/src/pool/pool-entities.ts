import { PoolAgentSchema } from './agent/pool-agent.schema.js';
import { PoolSchema, PoolVersionSchema } from './definition/pool-definition.schema.js';
import { PoolEntrySchema, PoolReturnSchema } from './entry/pool-entry.schema.js';
import { HandSchema } from './grab/hand.schema.js';

export const poolEntities = [
  PoolSchema,
  PoolVersionSchema,
  PoolAgentSchema,
  PoolEntrySchema,
  PoolReturnSchema,
  HandSchema,
];
