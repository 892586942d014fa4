import type { PersonWay } from '#libs/personal-data/person-way';
import { TicketSchema } from './infra/ticket.schema.js';

/** Where to begin with what hangs on the tickets of a person. */
export const TICKETS_OF_PERSON: PersonWay = { schema: TicketSchema, by: 'customerId' };
