import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IvrSession } from '../domain/ivr-session.aggregate.js';
import { IvrSessions } from '../domain/ivr-session.repository.js';
import { SessionNotFound } from '../domain/ivr.errors.js';
import { publishSession } from './ivr-session.outbox.js';
import { IvrNodeCountSchema, IvrSessionSchema } from './ivr-session.schema.js';

@Injectable()
export class TypeormIvrSessions extends AggregateStore<IvrSession> implements IvrSessions {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: IvrSessionSchema,
      notFound: (id) => new SessionNotFound('There is no such dialogue.', { id }),
      publish: publishSession,
    });
  }

  /** With the counts of its nodes when the change ends it. */
  override async update<Result>(id: string, change: (session: IvrSession) => Result): Promise<Result> {
    return this.database.transaction(async (tx) => {
      let changed: IvrSession | undefined;
      const result = await super.update(id, (session) => {
        changed = session;
        return change(session);
      });
      if (changed?.recordedEvents().some(({ type }) => type === 'ivr-session-ended')) await addCounts(tx, changed);
      return result;
    });
  }
}

async function addCounts(tx: EntityManager, { id, flowId, flowVersion, state }: IvrSession): Promise<void> {
  const rows = Object.entries(state.visits).map(([node, visits]) => {
    return { sessionId: id, node, flowId, flowVersion, visits, exhausted: state.exhausted[node] ?? 0 };
  });
  await tx.insert(IvrNodeCountSchema, rows);
}
