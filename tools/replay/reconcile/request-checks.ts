import type { Journey, Variation } from '../play/journey.js';
import { notOnce, type Finding } from '../../checks/finding.js';
import type { Observed } from './observed.js';

/** What is wrong with a request, each in words; nothing when it is as it should be. */
type RequestCheck = (seen: Observed) => string[];

/** What must be so of every request, in every context. */
const CHECKS: Readonly<Record<string, RequestCheck>> = {
  'every contact has ended': ({ contacts }) =>
    contacts.filter(({ status }) => status !== 'ended').map(({ id, status }) => `contact ${id} is ${status}`),

  'every interaction event is closed with its tickets': ({
    journey,
    interactionEvent: { status, outcome, tickets },
  }) => {
    // News of each ticket come in order, of several as they come.
    const inOrder = (each: string[]) => each.sort().join('');
    const known = inOrder(tickets.map(({ ticketId, closed }) => `, ${ticketId} ${closed}`));
    const told = `${status} (${outcome})${known}`;
    const closed = inOrder(journey.tickets.map(({ id }) => `, ${id} true`));
    const wanted = `closed (${journey.solvedOnline ? 'solved-online' : 'ticket-closed'})${closed}`;
    return told === wanted ? [] : [`the interaction event is ${told}`];
  },

  'every ticket is closed and archived': ({ tickets }) =>
    tickets.flatMap(({ view: { id, status, archivedAt } }) => {
      if (status === 'closed' && archivedAt !== null) return [];
      return [`ticket ${id} is ${status}${archivedAt === null ? ', not archived' : ''}`];
    }),

  'every ticket went its way once': ({ tickets }) =>
    tickets.flatMap(({ journal }) =>
      notOnce(['ticket-opened', 'ticket-solved', 'ticket-closed', 'ticket-archived'], journal),
    ),

  'every detour left its mark': ({ journey: { variation, deskTicket }, tickets }) => {
    const marks = tickets.flatMap(({ view, journal }) => [
      ...journal,
      ...(view.id === deskTicket?.id ? [`marked ${view.satisfaction}`] : []),
    ]);
    return tickets.length === 0 ? [] : notOnce(MARKS[variation], marks);
  },

  'every customer history tells it all, once': ({ journey, history }) => [
    ...notOnce(ended(journey.contactIds, 'ended'), history.contacts.map(told)),
    ...notOnce(ended([journey.interactionEventId], 'closed'), history.interactionEvents.map(told)),
    ...notOnce(
      ended(
        journey.tickets.map(({ id }) => id),
        'closed',
      ),
      history.tickets.map(told),
    ),
    ...notOnce(ended([journey.taskId], 'completed'), history.tasks.map(told)),
  ],

  'every closed ticket has one quality check': ({ tickets }) =>
    tickets.flatMap(({ view: { id }, qualityChecks }) =>
      qualityChecks === 1 ? [] : [`ticket ${id} has ${qualityChecks} quality checks`],
    ),
};

const PLAYED = 'every request was played to its end';
const KNOWN = 'every context knows every request';
export const REQUEST_CHECKS = [PLAYED, KNOWN, ...Object.keys(CHECKS)];

const MARKS: Readonly<Record<Variation, readonly string[]>> = {
  ordinary: [],
  'self-served': [],
  transferred: ['ticket-transferred', 'ticket-returned'],
  urged: ['ticket-urged'],
  dispatched: ['ticket-dispatched', 'ticket-visited'],
  supervised: ['ticket-supervised', 'ticket-supervision-lifted'],
  'return visit': ['marked 5'],
};

export function unplayed({ request, failure, stage }: Journey): Finding[] {
  if (failure === undefined && stage === 'contact ended') return [];
  return [{ check: PLAYED, requestId: request.id, problem: failure ?? `it ended at "${stage}"` }];
}

/** It could not even be looked up. */
export function unknown({ request }: Journey, error: unknown): Finding {
  return { check: KNOWN, requestId: request.id, problem: error instanceof Error ? error.message : String(error) };
}

export function checkRequest(seen: Observed): Finding[] {
  const requestId = seen.journey.request.id;
  return Object.entries(CHECKS).flatMap(([check, run]) => run(seen).map((problem) => ({ check, requestId, problem })));
}

function ended(ids: readonly string[], status: string): string[] {
  return ids.filter((id) => id !== '').map((id) => `${id} ${status}`);
}

function told({ id, status }: { id: string; status: string }): string {
  return `${id} ${status}`;
}
