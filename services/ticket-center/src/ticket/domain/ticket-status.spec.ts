import { describe, expect, it } from '@jest/globals';
import {
  aClosedTicketOf,
  aNewTicket,
  anOpenTicketOf,
  aSolvedTicketOf,
  happenedTo,
  minutesLater,
  NOW,
} from '../../../test/ticket/tickets-in-a-spec.js';
import { mayBecome, type NamedStatus, type TicketStatus } from './ticket-status.js';
import {
  ReopenWindowOver,
  TicketFinished,
  TicketRunByProcess,
  TransitionNotAllowed,
  WorkPending,
} from './ticket.errors.js';

const ALL: readonly TicketStatus[] = ['new', 'open', 'waiting', 'on-hold', 'solved', 'closed', 'merged'];
const status = (category: TicketStatus, name = `my ${category}`): NamedStatus => ({ id: name, name, category });

describe('the categories of a ticket', () => {
  it.each<[TicketStatus, TicketStatus[]]>([
    ['new', ['open', 'merged']],
    ['open', ['waiting', 'on-hold', 'solved', 'merged']],
    ['waiting', ['open', 'on-hold', 'solved', 'merged']],
    ['on-hold', ['open', 'waiting', 'solved', 'merged']],
    ['solved', ['open', 'closed']],
    ['closed', []],
    ['merged', []],
  ])('%s becomes %j, and nothing else', (from, to) => {
    expect(ALL.filter((each) => mayBecome(from, each)).sort()).toEqual(to.sort());
  });
});

describe('a status of the tenant’s own', () => {
  it('is in the category the ticket is in, or takes it there', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.setStatus(status('open', 'in diagnosis'), 'mia', NOW);
    ticket.setStatus(status('waiting', 'photo wanted'), 'mia', NOW);
    ticket.setStatus(status('waiting', 'photo wanted'), 'mia', NOW);
    ticket.setStatus(status('on-hold', 'at the maker’s'), 'mia', NOW);
    expect(ticket.takeEvents()).toMatchObject([
      { from: 'open', to: 'open', name: 'in diagnosis' },
      { from: 'open', to: 'waiting', name: 'photo wanted' },
      { from: 'waiting', to: 'on-hold', name: 'at the maker’s' },
    ]);
  });

  it('is forgotten when the ticket turns to another category by itself', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.setStatus(status('waiting', 'photo wanted'), 'mia', NOW);
    ticket.hearCustomer('Here it is.', NOW);
    expect(ticket).toMatchObject({ status: 'open', statusId: null, statusName: null });
  });

  it.each<TicketStatus>(['solved', 'closed', 'merged', 'new'])('is no way to become %s', (category) => {
    expect(() => anOpenTicketOf('mia').setStatus(status(category), 'mia', NOW)).toThrow(TransitionNotAllowed);
  });

  it('says more of a solved ticket, and nothing of a closed one', () => {
    const ticket = aSolvedTicketOf('mia');
    ticket.setStatus(status('solved', 'by a new part'), 'mia', NOW);
    expect(ticket).toMatchObject({ status: 'solved', statusName: 'by a new part' });
    expect(() => aClosedTicketOf('mia').setStatus(status('closed'), 'mia', NOW)).toThrow(TicketFinished);
  });

  it('is the process’s to say, where one runs the ticket', () => {
    const ticket = aNewTicket({ processInstanceId: 'p1' });
    expect(() => ticket.setStatus(status('open'), 'mia', NOW)).toThrow(TicketRunByProcess);
  });

  it('does not call an engineer back', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.dispatch('v1', 'mia', NOW);
    expect(() => ticket.setStatus(status('waiting'), 'mia', NOW)).toThrow(WorkPending);
  });
});

describe('a solved ticket', () => {
  it('is opened again by reopening only: no status and no word of an agent’s gets round the window', () => {
    expect(() => aSolvedTicketOf('mia').setStatus(status('open'), 'mia', NOW)).toThrow(TransitionNotAllowed);
    expect(() => aSolvedTicketOf('mia').resume('mia', NOW)).toThrow(TransitionNotAllowed);
  });

  it('is reopened within its window, to the instant', () => {
    const ticket = aSolvedTicketOf('mia');
    expect(() => ticket.reopen('Again.', 'mia', minutesLater(61), minutesLater(60))).toThrow(ReopenWindowOver);
    ticket.reopen('Again.', 'mia', minutesLater(60), minutesLater(60));
    expect(happenedTo(ticket)).toEqual(['ticket-status-changed', 'ticket-reopened']);
  });
});

describe('who changed what', () => {
  it('is known of every field, by its last change', () => {
    const ticket = Object.assign(aNewTicket(), { version: 4 });
    ticket.assign('mia', 'sam', NOW);
    Object.assign(ticket, { version: 5 });
    ticket.edit({ subject: 'Lost', priority: 'high' }, 'li', minutesLater(1));
    const at = minutesLater(1).toISOString();
    expect(ticket.changedSince(5)).toEqual([
      { field: 'subject', message: `changed by li at ${at}`, by: 'li', at },
      { field: 'priority', message: `changed by li at ${at}`, by: 'li', at },
    ]);
    expect(ticket.changedSince(4).map(({ field }) => field)).toEqual(['assigneeId', 'status', 'subject', 'priority']);
    expect(ticket.changedSince(6)).toEqual([]);
  });
});
