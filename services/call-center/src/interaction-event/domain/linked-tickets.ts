/** A ticket that works on the interaction event, and whether it is done. */
export interface LinkedTicket {
  readonly ticketId: string;
  readonly closed: boolean;
}

/** Once closed stays closed: the news of its opening may come after the news of its end. */
export function withOpened(tickets: readonly LinkedTicket[], ticketId: string): readonly LinkedTicket[] {
  return tickets.some((ticket) => ticket.ticketId === ticketId) ? tickets : [...tickets, { ticketId, closed: false }];
}

export function withClosed(tickets: readonly LinkedTicket[], ticketId: string): readonly LinkedTicket[] {
  return [...tickets.filter((ticket) => ticket.ticketId !== ticketId), { ticketId, closed: true }];
}
