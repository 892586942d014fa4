import { withinCircle, type RowCircle, type SqlPart } from '#libs/persistence/rows/within-circle';

const OWNERS = { people: ['ticket.assigneeId', 'ticket.supervisorId'], teams: ['ticket.teamId'] };

/** What is of tickets of the circle. @param table has a column `ticketId` */
export function ofTickets(circle: RowCircle, table: string): SqlPart {
  const { sql, values } = withinCircle(circle, OWNERS);
  return { sql: `EXISTS (SELECT 1 FROM ticket WHERE ticket.id = ${table}.ticketId AND ${sql})`, values };
}

/** What people of the circle do themselves, and what is of its tickets. @param person the column with who does it */
export function withOrForTickets(circle: RowCircle, table: string, person: string): SqlPart {
  const own = withinCircle(circle, { people: [`${table}.${person}`] });
  const theirs = ofTickets(circle, table);
  return { sql: `(${own.sql} OR ${theirs.sql})`, values: [...own.values, ...theirs.values] };
}
