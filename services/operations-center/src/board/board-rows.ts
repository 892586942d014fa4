import type { Channel } from '#libs/contracts/call-events';
import type { TicketCategory } from '#libs/contracts/ticket-events';

/** A contact as the board knows it; one that ended stays as a gravestone, so that late news cannot bring it back. */
export interface BoardContact {
  contactId: string;
  /** Null until the news of its start has arrived. */
  channel: Channel | null;
  state: ContactState;
}
export type ContactState = 'waiting' | 'in-progress' | 'ended';

export interface ContactNews {
  readonly state: ContactState;
  readonly channel?: Channel;
}

const PROGRESS: readonly ContactState[] = ['waiting', 'in-progress', 'ended'];

/** Contacts only go forward, so whatever order the news comes in, the furthest state holds. */
export function contactAfter(known: BoardContact | null, contactId: string, news: ContactNews): BoardContact {
  const state = known && PROGRESS.indexOf(known.state) > PROGRESS.indexOf(news.state) ? known.state : news.state;
  return { contactId, channel: known?.channel ?? news.channel ?? null, state };
}

/** A ticket as the board knows it; one that is finished stays as a gravestone. */
export interface BoardTicket {
  ticketId: string;
  /** Null until the news of its opening has arrived. */
  openedAt: Date | null;
  category: TicketCategory;
  /** Of the event the category comes from: its time (UTC) and id, which sort as the ticket's events do. */
  happened: string;
  finished: boolean;
}

export interface TicketNews {
  readonly category: TicketCategory;
  readonly happened: { readonly at: string; readonly id: string };
  readonly openedAt?: string;
}

/** Tickets go back and forth until they are finished, so the latest event holds, and nothing after the end. */
export function ticketAfter(known: BoardTicket | null, ticketId: string, news: TicketNews): BoardTicket {
  const happened = `${new Date(news.happened.at).toISOString()} ${news.happened.id}`;
  const finished = news.category === 'closed' || news.category === 'merged';
  const openedAt = known?.openedAt ?? (news.openedAt === undefined ? null : new Date(news.openedAt));
  if (known?.finished || (known && !finished && known.happened > happened)) return { ...known, openedAt };
  return { ticketId, openedAt, category: news.category, happened, finished };
}
