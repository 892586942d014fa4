import { sessionEnded, sessionReuseDetected } from '#libs/contracts/common-center/identity/identity-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Session } from '../domain/session.aggregate.js';
import { SessionNotFound } from '../domain/session.errors.js';
import type { SessionEnd, SessionEvent } from '../domain/session.events.js';
import { Sessions } from '../domain/session.repository.js';
import { RefreshTokenSchema, SessionSchema } from './session.schema.js';

@Injectable()
export class TypeormSessions extends AggregateStore<Session> implements Sessions {
  constructor(
    database: Database,
    private readonly told: Outbox,
    clock: Clock,
  ) {
    super(database, told, clock, {
      schema: SessionSchema,
      notFound: (id) => new SessionNotFound('There is no such session.', { id }),
      publish,
    });
  }

  override async add(session: Session): Promise<void> {
    await this.database.transaction(async () => {
      await super.add(session);
      await this.#keepToken(session);
    });
  }

  override update<Result>(id: string, change: (session: Session) => Result): Promise<Result> {
    return this.database.transaction(async () => {
      let renewed: Session | undefined;
      const result = await super.update(id, (session) => {
        const before = session.tokenHash;
        const changed = change(session);
        if (session.tokenHash !== before) renewed = session;
        return changed;
      });
      if (renewed) await this.#keepToken(renewed);
      return result;
    });
  }

  async idOfToken(hash: string): Promise<string | null> {
    const db = await this.database.reader();
    return (await db.findOneBy(RefreshTokenSchema, { hash }))?.sessionId ?? null;
  }

  async endAllOf(accountId: string, endReason: SessionEnd, endedAt: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      const open = { accountId, endedAt: IsNull() };
      const ended = await tx.find(SessionSchema, { where: open, order: { id: 'ASC' } });
      await tx.update(SessionSchema, open, { endedAt, endReason });
      const about = ended.filter(({ expiresAt }) => expiresAt > endedAt);
      await this.told.appendAll(
        tx,
        endedAt,
        about.map(({ id }) => ({ subject: id, event: endOf(id, accountId, endReason, endedAt) })),
      );
    });
  }

  #keepToken({ id: sessionId, tokenHash: hash, expiresAt }: Session): Promise<void> {
    return this.database.transaction((tx) => insertRows(tx, RefreshTokenSchema, [{ hash, sessionId, expiresAt }]));
  }
}

function publish(event: SessionEvent, { id, accountId }: Session): OutgoingEvent {
  if (event.type === 'session-ended') return endOf(id, accountId, event.reason, event.at);
  return outgoing(sessionReuseDetected, { sessionId: id, accountId, at: event.at.toISOString() });
}

function endOf(sessionId: string, accountId: string, reason: SessionEnd, at: Date): OutgoingEvent {
  return outgoing(sessionEnded, { sessionId, accountId, reason, at: at.toISOString() });
}
