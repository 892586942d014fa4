import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import { Page } from '../../api/page.js';
import { ContactView, HistoryView, InteractionEventView, TicketView } from '../views.js';
import type { Journey } from '../play/journey.js';

/** What every context says of one request afterwards. */
export interface Observed {
  readonly journey: Journey;
  readonly contacts: readonly z.infer<typeof ContactView>[];
  readonly interactionEvent: z.infer<typeof InteractionEventView>;
  /** None when no ticket was needed. */
  readonly tickets: readonly ObservedTicket[];
  /** Of the customer: other requests of theirs stand in it, too. */
  readonly history: HistoryView;
}

export interface ObservedTicket {
  readonly view: TicketView;
  /** The kinds of what happened to it, each as often as it happened. */
  readonly journal: readonly string[];
  readonly qualityChecks: number;
}

const Happened = z.object({ type: z.string() });
const Check = z.object({ id: z.string() });

/** @throws Refused when something of it is not there at all. */
export async function observe(admin: Caller, journey: Journey): Promise<Observed> {
  const { contactIds, interactionEventId, customerId } = journey;
  const [contacts, interactionEvent, history, tickets] = await Promise.all([
    Promise.all(contactIds.map((id) => admin.get('/api/v1/contacts/{id}', { id }, ContactView))),
    admin.get('/api/v1/interaction-events/{id}', { id: interactionEventId }, InteractionEventView),
    admin.get('/api/v1/customers/{id}/history', { id: customerId }, HistoryView),
    Promise.all(journey.tickets.map(({ id }) => observeTicket(admin, id))),
  ]);
  return { journey, contacts, interactionEvent, history, tickets };
}

async function observeTicket(admin: Caller, id: string): Promise<ObservedTicket> {
  const [view, journal, checks] = await Promise.all([
    admin.get('/api/v1/tickets/{id}', { id }, TicketView),
    admin.get('/api/v1/tickets/{id}/journal', { id, limit: '200' }, Page(Happened)),
    admin.get('/api/v1/ticket-quality-checks', { ticketId: id }, Page(Check)),
  ]);
  return { view, journal: journal.items.map(({ type }) => type), qualityChecks: checks.items.length };
}
