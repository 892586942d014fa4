import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type {
  InteractionEventOutcome,
  InteractionEventStatus,
  InteractionEventType,
} from '../domain/interaction-event-type.js';
import { InteractionEvent } from '../domain/interaction-event.aggregate.js';
import type { LinkedTicket } from '../domain/linked-tickets.js';

/** An interaction event as it lies in its table, for queries. */
export interface InteractionEventRow {
  id: string;
  version: number;
  updatedAt: Date;
  number: string;
  type: InteractionEventType;
  topic: string;
  summary: string;
  customerId: string;
  contactIds: string[];
  tickets: LinkedTicket[];
  status: InteractionEventStatus;
  outcome: InteractionEventOutcome | null;
  ruleId: string | null;
  answer: string | null;
  recordedAt: Date;
  closedAt: Date | null;
}

export const InteractionEventSchema = new EntitySchema<InteractionEventRow>({
  name: 'InteractionEvent',
  tableName: 'interaction_event',
  target: InteractionEvent,
  columns: {
    ...aggregateColumns,
    number: column.varchar(32),
    type: column.varchar(32),
    topic: column.varchar(64),
    summary: sealed(column.text()),
    customerId: column.ref(),
    contactIds: column.json(),
    tickets: column.json(),
    status: column.varchar(16),
    outcome: column.nullable(column.varchar(16)),
    ruleId: column.nullable(column.ref()),
    answer: column.nullable(column.text()),
    recordedAt: column.time(),
    closedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('interaction_event', { columns: ['number'], unique: true }),
    schemaIndex('interaction_event', { columns: ['customerId', 'id'] }),
    schemaIndex('interaction_event', { columns: ['status', 'id'] }),
  ],
});

/** Finds the interaction events of a contact. */
export const InteractionEventContactSchema = new EntitySchema<{ contactId: string; interactionEventId: string }>({
  name: 'interaction_event_contact',
  columns: { contactId: column.primary(column.ref()), interactionEventId: column.primary(column.ref()) },
  indices: [schemaIndex('interaction_event_contact', { columns: ['interactionEventId'] })],
});
