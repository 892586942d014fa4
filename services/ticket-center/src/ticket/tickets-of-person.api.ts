import type { PersonWay } from '#libs/personal-data/person-way';
import { Raw, type FindOperator } from 'typeorm';
import { TicketSchema } from './infra/ticket.schema.js';

/** Where to begin with what hangs on the tickets of a person. */
export const TICKETS_OF_PERSON: PersonWay = { schema: TicketSchema, by: 'customerId' };

/** For a column with the id of a ticket: a ticket of the customer's. @param family all ids of the customer */
export function ticketOf(family: readonly string[]): FindOperator<string> {
  const within = Raw((column) => `${column} IN (SELECT id FROM ticket WHERE customerId IN (:...family))`, { family });
  return within as FindOperator<string>;
}
