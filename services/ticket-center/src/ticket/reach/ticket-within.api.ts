import { withinCircle, type RowCircle, type SqlPart } from '#libs/persistence/within-circle';

const OWNERS = { people: ['ticket.assigneeId', 'ticket.supervisorId'], teams: ['ticket.teamId'] };

/** What somebody does for a customer: their own, and what belongs to tickets of the circle. @param table has a column `ticketId` */
export function withOrForTickets(circle: RowCircle, table: string, person: string): SqlPart {
  const own = withinCircle(circle, { people: [`${table}.${person}`] });
  const theirs = withinCircle(circle, OWNERS);
  const ofTickets = `EXISTS (SELECT 1 FROM ticket WHERE ticket.id = ${table}.ticketId AND ${theirs.sql})`;
  return { sql: `(${own.sql} OR ${ofTickets})`, values: [...own.values, ...theirs.values] };
}
