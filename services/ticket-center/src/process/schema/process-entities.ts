import { ColdChunkSchema } from '../archive/cold-chunk.schema.js';
import { ColdInstanceSchema } from '../archive/cold-instance.schema.js';
import { DiscardedMessageSchema } from '../discarded/discarded-message.schema.js';
import { ProcessPayloadSchema } from '../payloads/process-payload.schema.js';
import { operationEntities } from '../repair/operation.schema.js';
import { statisticEntities } from '../statistics/statistic.schema.js';
import { ProcessStartSchema } from '../starts/process-start.schema.js';
import { ProcessCallSchema } from './process-call.schema.js';
import { ProcessCommandSchema } from './process-command.schema.js';
import { ProcessIncidentSchema } from './process-incident.schema.js';
import { ProcessInstanceSchema } from './process-instance.schema.js';
import { ProcessMessageSchema } from './process-message.schema.js';
import { ProcessOutgoingSchema } from './process-outgoing.schema.js';
import { ProcessRecordSchema } from './process-record.schema.js';
import { ProcessSubscriptionSchema } from './process-subscription.schema.js';
import { ProcessTimerSchema } from './process-timer.schema.js';

/** The tables of running processes. */
export const processEntities = [
  ProcessInstanceSchema,
  ProcessRecordSchema,
  ProcessPayloadSchema,
  ProcessTimerSchema,
  ProcessCallSchema,
  ProcessSubscriptionSchema,
  ProcessMessageSchema,
  DiscardedMessageSchema,
  ProcessCommandSchema,
  ProcessIncidentSchema,
  ProcessOutgoingSchema,
  ProcessStartSchema,
  ColdChunkSchema,
  ColdInstanceSchema,
  ...operationEntities,
  ...statisticEntities,
];
