import type { Finding } from '../../checks/finding.js';
import type { ClockSeen, DeskWork, Observed, ObservedTicket } from './observed.js';

const PROMISES = 'every promise was kept, and is accounted for without gaps';
const FORMS = 'every form that was asked is filled in, and with what was looked up';
const SOPS = 'every SOP that was begun was followed to its end, once';
const FLOWS = 'every ticket without a process was closed by one close flow';
export const SERVICE_CHECKS = [PROMISES, FORMS, SOPS, FLOWS];

/** What agents were led by, and what the customer was promised meanwhile. */
export function checkService({ journey, tickets }: Observed): Finding[] {
  const requestId = journey.request.id;
  const told = (check: string, problems: readonly string[]) =>
    problems.map((problem) => ({ check, requestId, problem }));
  return tickets.flatMap((ticket) => [
    ...told(PROMISES, promiseProblems(ticket)),
    ...(ticket.desk ? deskFindings(ticket, ticket.desk, told) : []),
  ]);
}

function promiseProblems({ view: { id }, clocks }: ObservedTicket): string[] {
  const kept = clocks.some(({ metric, outcome }) => metric === 'resolution' && outcome === 'met');
  return [
    ...(kept ? [] : [`the solution of ticket ${id} met no promise`]),
    ...clocks.flatMap((clock) => clockProblems(clock).map((problem) => `${clock.metric} of ticket ${id} ${problem}`)),
  ];
}

function clockProblems({ state, outcome, segments, elapsedMinutes }: ClockSeen): string[] {
  const gap = segments.some(({ from }, place) => place > 0 && segments[place - 1]!.to !== from);
  const counted = segments.reduce((sum, { expected, countedMinutes }) => sum + (expected ? 0 : countedMinutes), 0);
  const off = elapsedMinutes !== null && Math.abs(counted - elapsedMinutes) > 0.001;
  return [
    ...(state === 'running' || state === 'paused' ? [`is still ${state}`] : []),
    ...(outcome === 'missed' ? ['was missed'] : []),
    ...(gap ? ['has a gap'] : []),
    ...(off ? [`counts ${elapsedMinutes} minutes, its segments ${counted}`] : []),
  ];
}

type Tell = (check: string, problems: readonly string[]) => Finding[];

function deskFindings({ view: { id }, journal }: ObservedTicket, { forms, runs }: DeskWork, told: Tell): Finding[] {
  const flows = journal.filter((type) => type === 'ticket-close-flow-taken').length;
  const ended = runs.length === 1 && runs[0]!.status === 'ended';
  const asked = forms.filter(({ stage }) => stage === 'handle');
  return [
    ...told(FLOWS, flows === 1 ? [] : [`ticket ${id} took ${flows} close flows`]),
    ...told(SOPS, ended ? [] : [`ticket ${id} has ${runs.map(({ status }) => status).join(', ') || 'no'} runs`]),
    ...told(
      FORMS,
      asked.flatMap(({ answers }) => (answers?.order?.orderStatus ? [] : [`ticket ${id} says nothing of the order`])),
    ),
  ];
}
