import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import { Page } from '../../api/page.js';
import { ContactView, HistoryView, InteractionEventView, TicketView } from '../views.js';
import type { Journey } from '../play/journey.js';
import type { PlayedTicket } from '../play/played-ticket.js';

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
  readonly clocks: readonly ClockSeen[];
  /** Null: a process ran it. */
  readonly desk: DeskWork | null;
}

export type ClockSeen = z.infer<typeof Clock>;

/** What is kept of how people worked on a ticket. */
export interface DeskWork {
  readonly forms: readonly z.infer<typeof StageForm>[];
  readonly runs: readonly z.infer<typeof SopRun>[];
}

const Happened = z.object({ type: z.string() });
const Check = z.object({ id: z.string() });
const Clock = z.object({
  metric: z.string(),
  state: z.string(),
  outcome: z.string(),
  elapsedMinutes: z.number().nullable(),
  segments: z.array(z.object({ from: z.string(), to: z.string(), countedMinutes: z.number(), expected: z.boolean() })),
});
const Sla = z.object({ clocks: z.array(Clock) });
const StageForm = z.object({
  stage: z.string(),
  answers: z.looseObject({ order: z.looseObject({ orderStatus: z.string().optional() }).optional() }).nullable(),
});
const StageForms = z.object({ items: z.array(StageForm) });
const SopRun = z.object({ status: z.string() });

/** @throws Refused when something of it is not there at all. */
export async function observe(admin: Caller, journey: Journey): Promise<Observed> {
  const { contactIds, interactionEventId, customerId } = journey;
  const [contacts, interactionEvent, history, tickets] = await Promise.all([
    Promise.all(contactIds.map((id) => admin.get('/api/v1/contacts/{id}', { id }, ContactView))),
    admin.get('/api/v1/interaction-events/{id}', { id: interactionEventId }, InteractionEventView),
    admin.get('/api/v1/customers/{id}/history', { id: customerId }, HistoryView),
    Promise.all(journey.tickets.map((ticket) => observeTicket(admin, ticket))),
  ]);
  return { journey, contacts, interactionEvent, history, tickets };
}

async function observeTicket(admin: Caller, { id, instance }: PlayedTicket): Promise<ObservedTicket> {
  const [view, journal, checks, { clocks }, desk] = await Promise.all([
    admin.get('/api/v1/tickets/{id}', { id }, TicketView),
    admin.get('/api/v1/tickets/{id}/journal', { id, limit: '200' }, Page(Happened)),
    admin.get('/api/v1/evaluations', { subjectId: id, origin: 'computed' }, Page(Check)),
    admin.get('/api/v1/tickets/{id}/sla', { id }, Sla),
    instance === null ? observeDesk(admin, id) : null,
  ]);
  const types = journal.items.map(({ type }) => type);
  return { view, journal: types, qualityChecks: checks.items.length, clocks, desk };
}

async function observeDesk(admin: Caller, id: string): Promise<DeskWork> {
  const [{ items: forms }, { items: runs }] = await Promise.all([
    admin.get('/api/v1/tickets/{id}/forms', { id }, StageForms),
    admin.get('/api/v1/sop-runs', { subjectId: id }, Page(SopRun)),
  ]);
  return { forms, runs };
}
