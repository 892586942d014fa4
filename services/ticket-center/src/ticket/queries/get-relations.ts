import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { In, type FindOptionsWhere } from 'typeorm';
import { TicketStatuses } from '../../ticket-status/ticket-status.api.js';
import { isSatisfied } from '../domain/relation/child-rule.js';
import { TicketNotFound } from '../domain/ticket.errors.js';
import type { TicketLinkRow } from '../infra/ticket-link.schema.js';
import { TicketSchema, type TicketRow } from '../infra/ticket.schema.js';
import { MergedTickets } from '../merged-tickets.api.js';
import { TicketReach } from '../reach/ticket-reach.api.js';
import { TicketLinks } from '../relation/ticket-links.js';
import type { RelatedView, RelationsView } from '../relation/ticket-relation.dto.js';

const SHOWN = {
  ...{ id: true, number: true, subject: true, status: true, statusId: true, statusName: true },
  ...{ assigneeId: true, teamId: true, priority: true, originId: true, originKind: true, parentId: true },
} as const;
const MOST_COMING_OF_IT = 100;

type Shown = Pick<TicketRow, keyof typeof SHOWN>;

export class GetRelations extends Query<RelationsView> {
  constructor(readonly ticketId: string) {
    super();
  }
}

/** All that a ticket has to do with and the reader sees, each as it stands now. */
@QueryHandler(GetRelations)
export class GetRelationsHandler implements IQueryHandler<GetRelations> {
  constructor(
    private readonly database: Database,
    private readonly merged: MergedTickets,
    private readonly links: TicketLinks,
    private readonly statuses: TicketStatuses,
    private readonly reach: TicketReach,
  ) {}

  async execute({ ticketId }: GetRelations): Promise<RelationsView> {
    const row = await (await this.database.reader()).findOneBy(TicketSchema, { id: ticketId });
    if (!row) throw new TicketNotFound('There is no such ticket.', { id: ticketId });
    const links = await this.links.of(ticketId);
    const mergedIds = await this.merged.into(ticketId);
    const named = [
      row.parentId,
      row.originId,
      row.mergedInto,
      ...mergedIds,
      ...links.map((each) => otherOf(each, ticketId)),
    ];
    const [others, comingOfIt] = [
      await this.#known(named),
      await this.#find({ originId: ticketId }, MOST_COMING_OF_IT),
    ];
    const of = (id: string | null) => (id === null ? null : (others.get(id) ?? null));
    const { children, childRule } = row;
    return {
      ticketId,
      parent: of(row.parentId),
      children: {
        ...childRule,
        satisfied: isSatisfied(childRule, children),
        done: children.filter(({ done }) => done).length,
        items: (await this.#find({ parentId: ticketId }, children.length + 1)).map(({ view }) => view),
      },
      origin: row.originKind && { kind: row.originKind, ticket: of(row.originId) },
      splits: comingOfIt.filter(({ kind }) => kind === 'split').map(({ view }) => view),
      followUps: comingOfIt.filter(({ kind }) => kind === 'follow-up').map(({ view }) => view),
      mergedInto: of(row.mergedInto),
      merged: mergedIds.flatMap((id) => of(id) ?? []),
      links: links.flatMap((each) => linkView(each, ticketId, of)),
    };
  }

  async #known(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, RelatedView>> {
    const wanted = [...new Set(ids.filter((id) => id !== null))];
    const found = wanted.length === 0 ? [] : await this.#find({ id: In(wanted) }, wanted.length);
    return new Map(found.map(({ view }) => [view.id, view]));
  }

  async #find(where: FindOptionsWhere<TicketRow>, take: number) {
    const reader = await this.database.reader();
    const found: Shown[] = await reader.find(TicketSchema, { where, select: SHOWN, order: { id: 'ASC' }, take });
    const ids = found.map(({ id }) => id);
    const beyond = new Set(await this.reach.beyond(ids, await this.reach.sight()));
    const rows = found.filter(({ id }) => !beyond.has(id));
    const names = await this.statuses.namesOf(rows);
    return rows.map((row, at) => ({ kind: row.originKind, view: relatedView(row, names[at]!) }));
  }
}

function relatedView(row: Shown, statusName: string | null): RelatedView {
  const { id, number, subject, status, assigneeId, teamId, priority } = row;
  return { id, number, subject, status, statusName, assigneeId, teamId, priority };
}

function otherOf({ fromId, toId }: TicketLinkRow, ticketId: string): string {
  return fromId === ticketId ? toId : fromId;
}

function linkView(link: TicketLinkRow, ticketId: string, of: (id: string) => RelatedView | null) {
  const ticket = of(otherOf(link, ticketId));
  const { id, kind, linkedBy, linkedAt } = link;
  const direction = link.fromId === ticketId ? ('to' as const) : ('from' as const);
  return ticket === null ? [] : [{ id, kind, direction, ticket, linkedBy, linkedAt: linkedAt.toISOString() }];
}
