import { ChainSchema, ChainVersionSchema } from './chain/chain.schema.js';
import { ResponsibleSchema } from './recipient/responsible.schema.js';
import { EscalationSchema, EscalationStepSchema } from './run/escalation.schema.js';

export const escalationEntities = [
  ChainSchema,
  ChainVersionSchema,
  ResponsibleSchema,
  EscalationSchema,
  EscalationStepSchema,
];
