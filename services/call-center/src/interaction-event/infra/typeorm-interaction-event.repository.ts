import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { InteractionEvent } from '../domain/interaction-event.aggregate.js';
import { InteractionEventNotFound } from '../domain/interaction-event.errors.js';
import { InteractionEvents } from '../domain/interaction-event.repository.js';
import { publishInteractionEvent } from './interaction-event.outbox.js';
import {
  InteractionEventContactSchema,
  InteractionEventSchema,
  type InteractionEventRow,
} from './interaction-event.schema.js';

@Injectable()
export class TypeormInteractionEvents extends AggregateStore<InteractionEvent> implements InteractionEvents {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: InteractionEventSchema,
      notFound: (id) => new InteractionEventNotFound('There is no such interaction event.', { id }),
      publish: publishInteractionEvent,
      lookups: [{ schema: InteractionEventContactSchema, owner: 'interactionEventId', rows: contactRows }],
    });
  }
}

function contactRows(event: InteractionEvent) {
  const { id: interactionEventId, contactIds } = event as unknown as InteractionEventRow;
  return contactIds.map((contactId) => ({ contactId, interactionEventId }));
}
