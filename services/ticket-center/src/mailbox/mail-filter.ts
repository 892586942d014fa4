import { decodeCursor } from '#libs/kernel/page';
import type { CustomerFamilies } from '#libs/web/customer-families';
import { And, Equal, LessThan } from 'typeorm';
import { ticketOf } from '../ticket/tickets-of-person.api.js';
import type { IncomingMailFilter, OutgoingMailFilter } from './mail.dto.js';

/** Which mails are asked for, the newest first. */
export async function askedFor(
  { limit: _, cursor, ticketId, customerId, ...by }: IncomingMailFilter | OutgoingMailFilter,
  families: CustomerFamilies,
) {
  const tickets = [
    ...(ticketId === undefined ? [] : [Equal(ticketId)]),
    ...(customerId === undefined ? [] : [ticketOf(await families.of(customerId))]),
  ];
  return {
    ...Object.fromEntries(Object.entries(by).filter(([, value]) => value !== undefined)),
    ...(tickets.length > 0 && { ticketId: And(...tickets) }),
    ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
  };
}
