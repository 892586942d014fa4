import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { SopRun } from '../domain/sop-run.aggregate.js';
import { SopRunNotFound } from '../domain/sop.errors.js';
import { SopRuns } from '../domain/sop-run.repository.js';
import { SopRunSchema } from './sop-run.schema.js';

@Injectable()
export class TypeormSopRuns extends AggregateStore<SopRun> implements SopRuns {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: SopRunSchema,
      notFound: (id) => new SopRunNotFound('There is no such run.', { id }),
      publish: () => null,
    });
  }
}
