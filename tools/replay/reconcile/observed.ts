import { z } from 'zod';
import type { Caller } from '../api/caller.js';
import { ContactView, HistoryView, InteractionEventView, Page, TicketView } from '../api/views.js';
import type { Journey } from '../play/journey.js';

/** What every context says of one request afterwards. */
export interface Observed {
  readonly journey: Journey;
  readonly contacts: readonly z.infer<typeof ContactView>[];
  readonly interactionEvent: z.infer<typeof InteractionEventView>;
  /** Null when no ticket was needed. */
  readonly ticket: TicketView | null;
  /** The kinds of what happened to the ticket, each as often as it happened. */
  readonly journal: readonly string[];
  readonly qualityChecks: number;
  /** Of the customer: other requests of theirs stand in it, too. */
  readonly history: HistoryView;
}

const Happened = z.object({ type: z.string() });
const Check = z.object({ id: z.string() });

/** @throws Refused when something of it is not there at all. */
export async function observe(admin: Caller, journey: Journey): Promise<Observed> {
  const { contactIds, interactionEventId, ticketId, customerId } = journey;
  const [contacts, interactionEvent, history, aboutTicket] = await Promise.all([
    Promise.all(contactIds.map((id) => admin.get('/api/v1/contacts/{id}', { id }, ContactView))),
    admin.get('/api/v1/interaction-events/{id}', { id: interactionEventId }, InteractionEventView),
    admin.get('/api/v1/customers/{id}/history', { id: customerId }, HistoryView),
    ticketId === '' ? { ticket: null, journal: [], qualityChecks: 0 } : observeTicket(admin, ticketId),
  ]);
  return { journey, contacts, interactionEvent, history, ...aboutTicket };
}

async function observeTicket(admin: Caller, id: string) {
  const [ticket, journal, checks] = await Promise.all([
    admin.get('/api/v1/tickets/{id}', { id }, TicketView),
    admin.get('/api/v1/tickets/{id}/journal', { id, limit: '200' }, Page(Happened)),
    admin.get('/api/v1/ticket-quality-checks', { ticketId: id }, Page(Check)),
  ]);
  return { ticket, journal: journal.items.map(({ type }) => type), qualityChecks: checks.items.length };
}
