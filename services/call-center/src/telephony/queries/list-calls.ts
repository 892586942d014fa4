import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { CallLegSchema, type CallLegRow } from '../infra/call-leg.schema.js';
import type { CallFilter } from '../telephony.dto.js';

export class ListCalls extends Query<Page<ReturnType<typeof callView>>> {
  constructor(readonly filter: CallFilter) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListCalls)
export class ListCallsHandler implements IQueryHandler<ListCalls> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { limit, cursor, ...filter } }: ListCalls) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const where = { ...filter, ...before };
    const reader = await this.database.reader();
    const rows = await reader.find(CallLegSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows.map(callView), limit, ({ id }) => [id]);
  }
}

function callView(row: CallLegRow) {
  const { id, contactId, role, agentId, direction, state, peerId, answerer, endCause, recordings } = row;
  return {
    ...{ id, contactId, role, agentId, direction, state, peerId, answerer, endCause, recordings },
    startedAt: row.startedAt.toISOString(),
    since: row.since.toISOString(),
  };
}
