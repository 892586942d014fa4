import { marksOf, withinCircle, type RowCircle, type SqlPart } from '#libs/persistence/rows/within-circle';

/** What somebody sees of all tickets; plain data, so that background work can be told. */
export interface TicketSight {
  /** Null: those of the whole tenant. */
  readonly circle: RowCircle | null;
  /** Whether those are seen that are kept from sight for now. */
  readonly hidden: boolean;
}

export const EVERYTHING_SEEN: TicketSight = { circle: null, hidden: true };

/** A table of another context that says who sees a ticket, or that nobody does. Its `ticketId` is indexed. */
export interface SightRule {
  readonly table: string;
  /** The column with who sees it; none: it is hidden. */
  readonly person?: string;
  /** Beside that, in words all databases share. */
  readonly where?: string;
}

/** Where tickets are looked for: a table and its column with the id. */
export interface TicketTable {
  readonly table: string;
  readonly id: string;
}

/** What is somebody's: has, supervises, or comes by one of the rules. */
export function seenSql({ circle, hidden }: TicketSight, rules: readonly SightRule[], of: TicketTable): SqlPart {
  const column = (name: string) => `${of.table}.${name}`;
  const owners = { people: [column('assigneeId'), column('supervisorId')], teams: [column('teamId')] };
  const own = withinCircle(circle, owners);
  const shown = circle === null ? [] : rules.flatMap((rule) => sharedBy(rule, circle, of) ?? []);
  const kept = hidden
    ? []
    : rules.filter(({ person }) => person === undefined).map((rule) => `NOT ${within(rule, of)}`);
  const seen = [own, ...shown].map(({ sql }) => sql).join(' OR ');
  return {
    sql: `(${[`(${seen})`, ...kept].join(' AND ')})`,
    values: [own, ...shown].flatMap(({ values }) => values),
  };
}

/** Only to the people themselves: what a colleague is asked for is not the team's. */
function sharedBy(rule: SightRule, { people }: RowCircle, of: TicketTable): SqlPart | null {
  if (rule.person === undefined || people.length === 0) return null;
  return { sql: within(rule, of, ` AND shown.${rule.person} IN (${marksOf(people)})`), values: people };
}

function within({ table, where }: SightRule, { table: tickets, id }: TicketTable, more = ''): string {
  const condition = where === undefined ? '' : ` AND ${where}`;
  return `EXISTS (SELECT 1 FROM ${table} shown WHERE shown.ticketId = ${tickets}.${id}${condition}${more})`;
}
