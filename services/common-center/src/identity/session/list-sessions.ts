import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { IsNull, LessThan, MoreThan } from 'typeorm';
import { SessionSchema, type SessionRow } from './infra/session.schema.js';
import type { ListSessionsQuery, SessionView } from './session.dto.js';

export class ListSessions extends Query<Page<SessionView>> {
  constructor(
    readonly accountId: string,
    readonly filter: ListSessionsQuery,
    /** The one that asks. */
    readonly currentId?: string,
  ) {
    super();
  }
}

/** Those that are open, newest first. */
@QueryHandler(ListSessions)
export class ListSessionsHandler implements IQueryHandler<ListSessions> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, filter: { limit, cursor }, currentId }: ListSessions): Promise<Page<SessionView>> {
    const now = this.clock.now();
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const open = { endedAt: IsNull(), expiresAt: MoreThan(now), idleExpiresAt: MoreThan(now) };
    const db = await this.database.reader();
    const where = { accountId, ...open, ...before };
    const rows = await db.find(SessionSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map((row) => sessionView(row, currentId)), next };
  }
}

function sessionView({ id, device, amr, ...times }: SessionRow, currentId: string | undefined): SessionView {
  const expires = Math.min(times.expiresAt.getTime(), times.idleExpiresAt.getTime());
  return {
    id,
    device,
    amr,
    isCurrent: id === currentId,
    createdAt: times.createdAt.toISOString(),
    lastUsedAt: times.lastUsedAt.toISOString(),
    expiresAt: new Date(expires).toISOString(),
  };
}
