import type { TicketCategory } from '#libs/contracts/ticket-center/ticket-events';

/** A ticket as boards know it; one that is finished stays as a gravestone. */
export interface BoardTicket {
  ticketId: string;
  /** Null until the news of its opening has arrived. */
  openedAt: Date | null;
  category: TicketCategory;
  /** Of the event the category comes from: its time (UTC) and id, which sort as the ticket's events do. */
  happened: string;
  finished: boolean;
  /** Null: nobody has it. */
  assigneeId: string | null;
  /** As `happened`, of who has it; null: nobody was ever told. */
  assigned: string | null;
  teamId: string | null;
  teamed: string | null;
}

export interface TicketNews {
  readonly happened: { readonly at: string; readonly id: string };
  readonly category?: TicketCategory;
  readonly openedAt?: string;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
}

/** Tickets go back and forth until they are finished, so the latest event holds for each of these, and nothing after the end. */
export function ticketAfter(known: BoardTicket | null, ticketId: string, news: TicketNews): BoardTicket {
  const happened = `${new Date(news.happened.at).toISOString()} ${news.happened.id}`;
  const ticket = known ?? unknownTicket(ticketId);
  const openedAt = ticket.openedAt ?? (news.openedAt === undefined ? null : new Date(news.openedAt));
  const isLater = (than: string | null) => than === null || happened > than;
  return {
    ...ticket,
    openedAt,
    ...(news.category !== undefined && categoryAfter(ticket, news.category, happened)),
    ...(news.assigneeId !== undefined &&
      isLater(ticket.assigned) && { assigneeId: news.assigneeId, assigned: happened }),
    ...(news.teamId !== undefined && isLater(ticket.teamed) && { teamId: news.teamId, teamed: happened }),
  };
}

function categoryAfter(ticket: BoardTicket, category: TicketCategory, happened: string): Partial<BoardTicket> {
  const finished = category === 'closed' || category === 'merged';
  if (ticket.finished || (!finished && ticket.happened > happened)) return {};
  return { category, happened, finished };
}

function unknownTicket(ticketId: string): BoardTicket {
  const nobody = { assigneeId: null, assigned: null, teamId: null, teamed: null };
  return { ticketId, openedAt: null, category: 'new', happened: '', finished: false, ...nobody };
}
