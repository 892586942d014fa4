import { SetMetadata } from '@nestjs/common';

export const NAMED_TICKETS = 'switchboard:named-tickets';

/** Fields of the body with ids of other tickets: they have to be seen as well. */
export function NamesTickets(...fields: readonly string[]) {
  return SetMetadata(NAMED_TICKETS, fields);
}
