import type { Journey, Variation } from '../play/journey.js';
import type { ActionOutcome } from '../shop/shop-rules.js';
import { notOnce, type Finding } from './finding.js';
import type { Observed } from './observed.js';

/** What is wrong with a request, each in words; nothing when it is as it should be. */
type RequestCheck = (seen: Observed, expected: readonly ActionOutcome[]) => string[];

/** What must be so of every request, in every context. */
const CHECKS: Readonly<Record<string, RequestCheck>> = {
  'every contact has ended': ({ contacts }) =>
    contacts.filter(({ status }) => status !== 'ended').map(({ id, status }) => `contact ${id} is ${status}`),

  'every interaction event is closed with its ticket': ({
    journey,
    interactionEvent: { status, outcome, tickets },
  }) => {
    const told = `${status} (${outcome}), tickets ${tickets.map(({ ticketId, closed }) => `${ticketId} ${closed}`).join()}`;
    const { ticketId, solvedOnline } = journey;
    const wanted = solvedOnline
      ? 'closed (solved-online), tickets '
      : `closed (ticket-closed), tickets ${ticketId} true`;
    return told === wanted ? [] : [`the interaction event is ${told}`];
  },

  'every ticket is closed and archived': ({ ticket }) =>
    ticket === null || (ticket.status === 'closed' && ticket.archivedAt !== null)
      ? []
      : [`the ticket is ${ticket.status}${ticket.archivedAt === null ? ', not archived' : ''}`],

  'every ticket went its way once': ({ ticket, journal }) =>
    ticket === null ? [] : notOnce(['ticket-opened', 'ticket-solved', 'ticket-closed', 'ticket-archived'], journal),

  'every action ended as the shop must answer it, once': ({ ticket, journal }, expected) => {
    const ended = (ticket?.actions ?? []).map(({ status, result }) => `${status} (${result})`);
    const wanted = expected.map(({ status, result }) => `${status} (${result})`);
    const noted = journal.filter((type) => type === 'ticket-action-finished').length;
    return [
      ...(ended.join() === wanted.join() ? [] : [`its actions ended as ${ended.join()}, not ${wanted.join()}`]),
      ...(noted === wanted.length ? [] : [`${noted} of its ${wanted.length} actions were noted as finished`]),
    ];
  },

  'every detour left its mark': ({ journey: { variation }, ticket, journal }) =>
    ticket === null ? [] : notOnce(MARKS[variation], [...journal, `marked ${ticket.satisfaction}`]),

  'every customer history tells it all, once': ({ journey, history }) => [
    ...notOnce(ended(journey.contactIds, 'ended'), history.contacts.map(told)),
    ...notOnce(ended([journey.interactionEventId], 'closed'), history.interactionEvents.map(told)),
    ...notOnce(ended([journey.ticketId], 'closed'), history.tickets.map(told)),
    ...notOnce(ended([journey.taskId], 'completed'), history.tasks.map(told)),
  ],

  'every closed ticket has one quality check': ({ ticket, qualityChecks }) =>
    ticket === null || qualityChecks === 1 ? [] : [`the ticket has ${qualityChecks} quality checks`],
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
  supervised: ['ticket-supervised'],
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

export function checkRequest(seen: Observed, expected: readonly ActionOutcome[]): Finding[] {
  const requestId = seen.journey.request.id;
  return Object.entries(CHECKS).flatMap(([check, run]) =>
    run(seen, expected).map((problem) => ({ check, requestId, problem })),
  );
}

function ended(ids: readonly string[], status: string): string[] {
  return ids.filter((id) => id !== '').map((id) => `${id} ${status}`);
}

function told({ id, status }: { id: string; status: string }): string {
  return `${id} ${status}`;
}
