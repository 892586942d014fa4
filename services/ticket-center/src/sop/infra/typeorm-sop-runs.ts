import { sopRunEnded } from '#libs/contracts/ticket-center/sop-run-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { SopRun } from '../domain/sop-run.aggregate.js';
import { SopRunNotFound } from '../domain/sop.errors.js';
import type { SopRunEnded } from '../domain/sop.events.js';
import { SopRuns } from '../domain/sop-run.repository.js';
import { SopRunSchema } from './sop-run.schema.js';

@Injectable()
export class TypeormSopRuns extends AggregateStore<SopRun> implements SopRuns {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: SopRunSchema,
      notFound: (id) => new SopRunNotFound('There is no such run.', { id }),
      publish: publishSopRun,
    });
  }
}

/** Nothing of what was collected, and not why somebody left it, in their words. */
function publishSopRun({ outcome, at }: SopRunEnded, run: SopRun): OutgoingEvent {
  const { id: runId, sopName: sop, sopVersion, subjectKind: kind, subjectId: id, startedBy } = run;
  const about = { runId, sop, sopVersion, outcome, subject: { kind, id }, startedBy };
  return outgoing(sopRunEnded, { ...about, at: at.toISOString() });
}
