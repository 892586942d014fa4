import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle, type SqlPart } from '#libs/persistence/rows/within-circle';
import { Circles } from '#libs/web/access/circles';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { CONTACT_OWNERS } from '../../contact/contact.api.js';
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
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
  ) {}

  async execute({ filter: { limit, cursor, ...filter } }: ListCalls) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const circle = await this.circles.reachedWith('telephony:read');
    const query = (await this.database.reader()).createQueryBuilder(CallLegSchema, 'call_leg');
    query.where({ ...filter, ...before });
    if (circle) query.andWhere(...named(callWithin(circle), 'seen'));
    const rows = await query
      .orderBy('call_leg.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows.map(callView), limit, ({ id }) => [id]);
  }
}

/** Their own telephones, and everybody in calls with customers of theirs. */
function callWithin(circle: RowCircle): SqlPart {
  const own = withinCircle(circle, { people: ['call_leg.agentId'] });
  const theirs = withinCircle(circle, CONTACT_OWNERS);
  const talks = `EXISTS (SELECT 1 FROM contact WHERE contact.id = call_leg.contactId AND ${theirs.sql})`;
  return { sql: `(${own.sql} OR ${talks})`, values: [...own.values, ...theirs.values] };
}

function callView(row: CallLegRow) {
  const { id, contactId, role, agentId, direction, state, peerId, answerer, endCause, recordings } = row;
  return {
    ...{ id, contactId, role, agentId, direction, state, peerId, answerer, endCause, recordings },
    startedAt: row.startedAt.toISOString(),
    since: row.since.toISOString(),
  };
}
