import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { And, In, IsNull, LessThan, MoreThan, type FindOperator, type FindOptionsWhere } from 'typeorm';
import { WorkItemSchema, type WorkItemRow } from '../infra/work-item.schema.js';
import type { ListWorkItemsQuery, WorkItemView } from '../work-item.dto.js';
import { SHOWN_IN_LISTS, workItemView } from './work-item-view.js';

type Listed = Omit<WorkItemRow, 'input'>;
type Where = FindOptionsWhere<Listed>;

export class ListWorkItems extends Query<Page<WorkItemView>> {
  constructor(
    readonly filter: ListWorkItemsQuery,
    /** Whose is meant by `mine`. */
    readonly people: readonly string[],
  ) {
    super();
  }
}

/** The most urgent first. What is mine takes two queries for each whose work it is: in one, the database would read all that is open. */
@QueryHandler(ListWorkItems)
export class ListWorkItemsHandler implements IQueryHandler<ListWorkItems> {
  constructor(private readonly database: Database) {}

  async execute({ filter, people }: ListWorkItems): Promise<Page<WorkItemView>> {
    const found = await Promise.all(wanted(filter, people).map((where) => this.#find(where, filter)));
    const rows = found.flat().sort(byUrgency);
    const { items, next } = pageOf(rows, filter.limit, ({ due, id }) => [due.toISOString(), id]);
    return { items: items.map(workItemView), next };
  }

  async #find(where: Where, filter: ListWorkItemsQuery): Promise<Listed[]> {
    const reader = await this.database.reader();
    return reader.find(WorkItemSchema, {
      where: after(where, filter),
      select: SHOWN_IN_LISTS,
      order: { due: 'ASC', id: 'ASC' },
      take: filter.limit + 1,
    });
  }
}

function byUrgency(a: Listed, b: Listed): number {
  return a.due.getTime() - b.due.getTime() || (a.id < b.id ? -1 : 1);
}

function wanted(filter: ListWorkItemsQuery, people: readonly string[]): Where[] {
  const { mine, assigneeId, pool, state, instance, businessKey } = filter;
  const where: Where = {
    state: state.length === 1 ? state[0]! : In(state),
    ...(assigneeId !== undefined && { assigneeId }),
    ...(pool !== undefined && { pool: pool === 'none' ? IsNull() : pool }),
    ...(instance !== undefined && { instance }),
    ...(businessKey !== undefined && { businessKey }),
  };
  if (!mine) return [where];
  return people.flatMap((person) => {
    const waiting: Where = { ...where, state: 'open', pool: person, assigneeId: IsNull() };
    return [{ ...where, assigneeId: person }, ...(state.includes('open') ? [waiting] : [])];
  });
}

/** What follows the cursor: later due, or due at the same time with a greater id. */
function after(where: Where, { cursor, dueBefore }: ListWorkItemsQuery): Where[] {
  const until = dueBefore === undefined ? [] : [LessThan(new Date(dueBefore))];
  if (cursor === undefined) return [{ ...where, ...due(until) }];
  const [last, id] = decodeCursor(cursor, 2) as [string, string];
  return [
    { ...where, ...due([MoreThan(new Date(last)), ...until]) },
    { ...where, due: new Date(last), id: MoreThan(id) },
  ];
}

function due(bounds: readonly FindOperator<Date>[]): Where {
  return bounds.length === 0 ? {} : { due: And(...bounds) };
}
