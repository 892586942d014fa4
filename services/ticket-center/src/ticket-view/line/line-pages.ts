import { pageOf, type Page } from '#libs/kernel/page';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { marksOf, type SqlPart } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { EVERYTHING_SEEN, TicketReach, type TicketSight } from '../../ticket/reach/ticket-reach.api.js';
import { ME, MY_TEAM, type Condition, type Conditions } from '../condition/condition.dto.js';
import { ConditionsSql, joined, type Viewer } from '../condition/conditions-sql.js';
import { LineOrder, type Sort } from './line-order.js';
import { TicketLineSchema, type TicketLineRow } from './ticket-line.schema.js';

export interface Wanted {
  /** All of them hold. */
  readonly conditions: readonly Conditions[];
  readonly sort: Sort;
  readonly viewer: Viewer;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Of columns that indices begin with: each value has an order of its own to be read in. */
const LEADING = ['status', 'assigneeId', 'teamId'];
const MOST_BRANCHES = 16;
const LINES = { table: 'ticket_line', id: 'ticketId' };
const EVERYTHING: Conditions = { all: [], any: [] };

/** Lists by views: from the order of an index, never by counting what came before. */
@Injectable()
export class LinePages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly reach: TicketReach,
  ) {}

  /** @throws InvalidCursor */
  async page({ conditions, sort, viewer, limit, cursor }: Wanted): Promise<Page<TicketLineRow>> {
    const reader = await this.database.reader();
    const order = new LineOrder(sort);
    const sql = new ConditionsSql(reader, viewer, this.clock.now());
    const behind = cursor === undefined ? [] : [order.behind(cursor, sql)];
    const [first = EVERYTHING, ...others] = conditions;
    const besides = [...others.map((each) => sql.of(each)), ...behind, this.#seen(viewer.sight)];
    const branches = branchesOf(first).map((branch) => joined([sql.of(branch), ...besides], ' AND '));
    const ids = await idsOf(reader, branches, order, limit + 1);
    return pageOf(await this.#lines(reader, ids), limit, (line) => order.keyOf(line));
  }

  /** Of these tickets, those the conditions hold of; in the given order. */
  async among(
    ticketIds: readonly string[],
    conditions: readonly Conditions[],
    viewer: Viewer,
  ): Promise<TicketLineRow[]> {
    if (ticketIds.length === 0) return [];
    const reader = await this.database.reader();
    const { sql, values } = this.#where(reader, conditions, viewer);
    const text = `SELECT ticketId FROM ticket_line WHERE ticketId IN (${marksOf(ticketIds)}) AND ${sql}`;
    const found = await reader.query<{ ticketId: string }[]>(text, [...ticketIds, ...values]);
    const holding = new Set(found.map(({ ticketId }) => ticketId));
    return this.#lines(
      reader,
      ticketIds.filter((id) => holding.has(id)),
    );
  }

  /** By a scan: for what takes one anyway. */
  async count(conditions: readonly Conditions[], viewer: Viewer): Promise<number> {
    const reader = await this.database.reader();
    const { sql, values } = this.#where(reader, conditions, viewer);
    const text = `SELECT COUNT(*) AS tickets FROM ticket_line WHERE ${sql}`;
    const [row] = await reader.query<{ tickets: number | string }[]>(text, [...values]);
    return Number(row?.tickets ?? 0);
  }

  /** By the beginning of their numbers, the newest first. */
  async numbered(prefix: string, viewer: Viewer, limit: number): Promise<TicketLineRow[]> {
    const { sql, values } = this.#seen(viewer.sight);
    const where = `number >= ? AND number < ? AND ${sql}`;
    const text = `SELECT ticketId FROM ticket_line WHERE ${where} ORDER BY number DESC LIMIT ${limit}`;
    const reader = await this.database.reader();
    const found = await reader.query<{ ticketId: string }[]>(text, [prefix, `${prefix}~`, ...values]);
    return this.#lines(
      reader,
      found.map(({ ticketId }) => ticketId),
    );
  }

  #where(reader: EntityManager, conditions: readonly Conditions[], viewer: Viewer): SqlPart {
    const sql = new ConditionsSql(reader, viewer, this.clock.now());
    return joined([...[EVERYTHING, ...conditions].map((each) => sql.of(each)), this.#seen(viewer.sight)], ' AND ');
  }

  #seen(sight: TicketSight = EVERYTHING_SEEN): SqlPart {
    return this.reach.where(sight, LINES);
  }

  async #lines(reader: EntityManager, ids: readonly string[]): Promise<TicketLineRow[]> {
    if (ids.length === 0) return [];
    const rows = await reader.findBy(TicketLineSchema, { ticketId: In([...ids]) });
    const byId = new Map(rows.map((row) => [row.ticketId, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }
}

/** The first of each branch are the first of all: so many lines are looked at as the page has, for each of them. */
async function idsOf(
  reader: EntityManager,
  branches: readonly SqlPart[],
  order: LineOrder,
  count: number,
): Promise<string[]> {
  const parts = branches.map(
    ({ sql }, at) =>
      `SELECT * FROM (SELECT ${order.names} FROM ticket_line WHERE ${sql} ORDER BY ${order.sql} LIMIT ${count}) b${at}`,
  );
  const text = `${parts.join(' UNION ALL ')} ORDER BY ${order.sql} LIMIT ${count}`;
  const found = await reader.query<{ ticketId: string }[]>(
    text,
    branches.flatMap(({ values }) => [...values]),
  );
  return found.map(({ ticketId }) => ticketId);
}

/** The same conditions, taken apart by the values of the columns indices begin with. */
function branchesOf(conditions: Conditions): Conditions[] {
  let branches: Condition[][] = [[]];
  for (const condition of conditions.all) {
    const values = branchable(condition);
    const split = values.length * branches.length <= MOST_BRANCHES ? values : [condition];
    branches = branches.flatMap((branch) => split.map((each) => [...branch, each]));
  }
  return branches.map((all) => ({ all, any: conditions.any }));
}

/** Who looks may be among the others: then it is left together, or a ticket would be there twice. */
function branchable(condition: Condition): Condition[] {
  if (condition.op !== 'is' || !LEADING.includes(condition.attribute)) return [condition];
  const values = [...new Set(condition.values)];
  const isOpen = values.length > 1 && values.some((value) => value === ME || value === MY_TEAM);
  const others = values.filter((value) => value !== null && value !== ME && value !== MY_TEAM);
  return isOpen && others.length > 0 ? [condition] : values.map((value) => ({ ...condition, values: [value] }));
}
