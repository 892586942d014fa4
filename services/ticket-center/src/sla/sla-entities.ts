import { SlaPolicySchema, SlaPolicyVersionSchema } from './policy/sla-policy.schema.js';
import { RecomputationSchema, RecomputedTicketSchema } from './recomputation/recomputation.schema.js';
import { SlaClockSchema, SlaTicketSchema } from './ticket/sla-ticket.schema.js';

export const slaEntities = [
  SlaPolicySchema,
  SlaPolicyVersionSchema,
  SlaTicketSchema,
  SlaClockSchema,
  RecomputationSchema,
  RecomputedTicketSchema,
];
