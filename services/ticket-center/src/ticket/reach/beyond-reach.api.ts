import { SetMetadata } from '@nestjs/common';

export const BEYOND_REACH = 'switchboard:beyond-reach';

export const NAMED_TICKETS = 'switchboard:named-tickets';

/** Fields of the body with ids of other tickets: they have to be seen as well. */
export function NamesTickets(...fields: readonly string[]) {
  return SetMetadata(NAMED_TICKETS, fields);
}

/** The route has a rule of its own for who may do it with a ticket they do not see. */
export function BeyondReach() {
  return SetMetadata(BEYOND_REACH, true);
}
