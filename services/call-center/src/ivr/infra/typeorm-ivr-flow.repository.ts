import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { IvrFlow } from '../domain/ivr-flow.aggregate.js';
import { IvrFlows } from '../domain/ivr-flow.repository.js';
import { FlowNotFound } from '../domain/ivr.errors.js';
import { IvrFlowJournalSchema, IvrFlowSchema } from './ivr-flow.schema.js';

@Injectable()
export class TypeormIvrFlows extends AggregateStore<IvrFlow> implements IvrFlows {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: IvrFlowSchema,
      notFound: (id) => new FlowNotFound('There is no such flow.', { id }),
      publish: () => null,
      journal: IvrFlowJournalSchema,
    });
  }
}
