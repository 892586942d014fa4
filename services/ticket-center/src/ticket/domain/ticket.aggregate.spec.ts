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
import {
  ActionFinished,
  ActionNotFound,
  InteractionAlreadyLinked,
  NotReady,
  NobodyToReturnTo,
  NotTheAssignee,
  ReturnVisitPending,
  TicketFinished,
  TicketRunByProcess,
  TicketTaken,
  TransitionNotAllowed,
  WorkPending,
} from './ticket.errors.js';

const CANCEL = { id: 'a1', connector: 'order-system', name: 'cancel_pending_order', arguments: { order_id: '#W1' } };
const DONE = { outcome: 'succeeded', result: null } as const;

describe('a ticket in the pool', () => {
  it('is got by the first who grabs it, and opens', () => {
    const ticket = aNewTicket();
    ticket.grab('mia', NOW);
    expect(happenedTo(ticket)).toEqual(['ticket-assigned', 'ticket-status-changed']);
    expect(() => ticket.grab('li', NOW)).toThrow(TicketTaken);
  });

  it('can be given to someone by hand, again and again', () => {
    const ticket = aNewTicket();
    ticket.assign('mia', 'sam', NOW);
    ticket.assign('li', 'sam', NOW);
    expect(happenedTo(ticket)).toEqual(['ticket-assigned', 'ticket-status-changed', 'ticket-assigned']);
  });

  it('cannot be solved before someone has it', () => {
    expect(() => aNewTicket().solve('Done.', false, 'mia', NOW)).toThrow(TransitionNotAllowed);
  });
});

describe('a ticket and its team', () => {
  it('lies with one, and with another: being given what has it changes nothing', () => {
    const ticket = aNewTicket();
    ticket.assignTeam('repairs', 'sam', NOW);
    ticket.assignTeam('repairs', 'sam', NOW);
    ticket.assignTeam(null, 'sam', NOW);
    expect(ticket.takeEvents()).toMatchObject([
      { type: 'ticket-team-assigned', teamId: 'repairs' },
      { type: 'ticket-team-assigned', teamId: null },
    ]);
  });

  it('is nobody’s to hand on when it is finished', () => {
    expect(() => aSolvedTicketOf('mia').assignTeam('repairs', 'sam', NOW)).toThrow(TicketFinished);
  });
});

describe('a word of the customer’s', () => {
  it('ends the wait for it', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.waitForCustomer('mia', NOW);
    ticket.takeEvents();
    ticket.hearCustomer('It is number 7.', NOW);
    expect(happenedTo(ticket)).toEqual(['ticket-customer-wrote', 'ticket-status-changed']);
  });

  it('changes nothing else, and comes too late for a closed ticket', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.hearCustomer('Hello?', NOW);
    expect(happenedTo(ticket)).toEqual(['ticket-customer-wrote']);
    expect(() => aClosedTicketOf('mia').hearCustomer('Hello?', NOW)).toThrow(TicketFinished);
  });
});

describe('a ticket handed on', () => {
  it('comes back to the agent who asked for it', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.transfer('warehouse', true, 'mia', NOW);
    ticket.giveBack('warehouse', NOW);
    expect(ticket.takeEvents()).toMatchObject([
      { type: 'ticket-transferred', toId: 'warehouse', returnsTo: 'mia' },
      { type: 'ticket-returned', fromId: 'warehouse', toId: 'mia' },
    ]);
  });

  it('still comes back to the first when it went through several hands', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.transfer('warehouse', true, 'mia', NOW);
    ticket.transfer('carrier', true, 'warehouse', NOW);
    ticket.giveBack('carrier', NOW);
    expect(ticket.takeEvents().at(-1)).toMatchObject({ toId: 'mia' });
  });

  it('has nobody to return to when it was given away for good', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.transfer('warehouse', false, 'mia', NOW);
    expect(() => ticket.giveBack('warehouse', NOW)).toThrow(NobodyToReturnTo);
  });

  it('is handed on only by the one who has it', () => {
    expect(() => anOpenTicketOf('mia').transfer('warehouse', true, 'li', NOW)).toThrow(NotTheAssignee);
  });
});

describe('a ticket that waits', () => {
  it('waits for the customer and goes on', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.waitForCustomer('mia', NOW);
    ticket.resume('mia', NOW);
    expect(happenedTo(ticket)).toEqual(['ticket-status-changed', 'ticket-status-changed']);
  });

  it('is on hold until the engineer has been there', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.dispatch('v1', 'mia', NOW);
    expect(() => ticket.resume('mia', NOW)).toThrow(WorkPending);
    expect(() => ticket.visited('v2', 'fixed', NOW)).toThrow(TransitionNotAllowed);
    ticket.visited('v1', 'fixed', NOW);
    ticket.solve('A new cable.', false, 'mia', NOW);
    expect(happenedTo(ticket)).toContain('ticket-solved');
  });
});

describe('actions of other systems', () => {
  it('end once, with what the other system said', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.requestAction(CANCEL, 'mia', NOW);
    ticket.finishAction('a1', { outcome: 'failed', result: 'order-not-pending' }, NOW);
    expect(ticket.action('a1')).toMatchObject({ status: 'failed', result: 'order-not-pending' });
    expect(() => ticket.finishAction('a1', DONE, NOW)).toThrow(ActionFinished);
    expect(() => ticket.finishAction('a2', DONE, NOW)).toThrow(ActionNotFound);
  });

  it('must have ended before the ticket is solved', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.requestAction(CANCEL, 'mia', NOW);
    expect(() => ticket.solve('Cancelled.', false, 'mia', NOW)).toThrow(NotReady);
    ticket.finishAction('a1', DONE, NOW);
    ticket.solve('Cancelled.', false, 'mia', NOW);
  });

  it('need an open ticket', () => {
    expect(() => aNewTicket().requestAction(CANCEL, 'mia', NOW)).toThrow(TransitionNotAllowed);
  });
});

describe('the end of a ticket', () => {
  it('needs a solution in words', () => {
    expect(() => anOpenTicketOf('mia').solve('  ', false, 'mia', NOW)).toThrow(NotReady);
  });

  it('is solved, closed, archived, each once', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.solve('Sent again.', false, 'mia', minutesLater(5));
    ticket.close('mia', minutesLater(6));
    ticket.archive(minutesLater(7));
    expect(happenedTo(ticket).filter((type) => type !== 'ticket-status-changed')).toEqual([
      'ticket-solved',
      'ticket-closed',
      'ticket-archived',
    ]);
    expect(() => ticket.archive(NOW)).toThrow(TransitionNotAllowed);
    expect(() => ticket.close('mia', NOW)).toThrow(TransitionNotAllowed);
  });

  it('waits for the return visit where the type wants one', () => {
    const ticket = aSolvedTicketOf('mia', { returnVisit: true });
    expect(() => ticket.close('mia', NOW)).toThrow(ReturnVisitPending);
    ticket.closeAfterReturnVisit(5, NOW);
    expect(ticket.takeEvents().at(-1)).toMatchObject({ type: 'ticket-closed', satisfaction: 5 });
  });

  it('may be opened again while it is solved, never when it is closed', () => {
    const ticket = aSolvedTicketOf('mia');
    ticket.reopen('It came broken.', 'mia', NOW);
    ticket.solve('Sent a third time.', false, 'mia', NOW);
    expect(() => aClosedTicketOf('mia').reopen('Too late.', 'mia', NOW)).toThrow(TransitionNotAllowed);
  });

  it.each([
    ['assigned', (ticket: ReturnType<typeof aNewTicket>) => ticket.assign('li', 'sam', NOW)],
    ['answered', (ticket: ReturnType<typeof aNewTicket>) => ticket.reply('Hello', 'mia', NOW)],
    ['urged', (ticket: ReturnType<typeof aNewTicket>) => ticket.urge('Hurry', 'customer', NOW)],
    ['supervised', (ticket: ReturnType<typeof aNewTicket>) => ticket.supervise('sam', NOW)],
    ['edited', (ticket: ReturnType<typeof aNewTicket>) => ticket.edit({ subject: 'New' }, 'mia', NOW)],
    ['linked', (ticket: ReturnType<typeof aNewTicket>) => ticket.linkInteraction('e1', 'mia', NOW)],
  ])('a closed ticket is not %s any more', (_what, act) => {
    expect(() => act(aClosedTicketOf('mia'))).toThrow(TicketFinished);
  });
});

describe('attention', () => {
  it('counts how often it was urged and restarts nothing', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.urge('Still nothing!', 'customer', NOW);
    ticket.urge('Hello?', 'customer', NOW);
    expect(ticket.takeEvents()).toMatchObject([
      { type: 'ticket-urged', times: 1 },
      { type: 'ticket-urged', times: 2 },
    ]);
  });

  it('rises in priority with a supervisor, up to urgent', () => {
    const ticket = anOpenTicketOf('mia');
    for (let times = 0; times < 3; times++) ticket.supervise('sam', NOW);
    expect(ticket.takeEvents().map((event) => event.type === 'ticket-supervised' && event.priority)).toEqual([
      'high',
      'urgent',
      'urgent',
    ]);
  });

  it('notes the first answer only once', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.reply('We are looking.', 'mia', NOW);
    ticket.reply('Found it.', 'mia', NOW);
    expect(ticket.takeEvents()).toMatchObject([{ first: true }, { first: false }]);
  });
});

describe('what a ticket is about', () => {
  it('is linked to many interaction events, to each once', () => {
    const ticket = aNewTicket({ interactionEventIds: ['e1', 'e1'] });
    expect(() => ticket.linkInteraction('e1', 'mia', NOW)).toThrow(InteractionAlreadyLinked);
    ticket.linkInteraction('e2', 'mia', NOW);
    expect(happenedTo(ticket)).toEqual(['ticket-interaction-linked']);
  });

  it('notes which texts were corrected, not the texts', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.edit({ subject: 'Parcel lost', priority: 'normal' }, 'mia', NOW);
    expect(ticket.takeEvents()).toEqual([
      { type: 'ticket-edited', by: 'mia', changed: ['subject'], attributes: {}, at: NOW },
    ]);
  });
});

describe('a ticket that a process runs', () => {
  const RUN = '0199d2f0-0000-7000-8000-00000000000a';
  const aTicket = () => aNewTicket({ processInstanceId: RUN });
  const named = (name: string | null, category: 'open' | 'waiting' | 'solved' | 'closed') => ({ category, name });

  it('becomes what the process says, by any way', () => {
    const ticket = aTicket();
    ticket.follow(RUN, named(null, 'waiting'), NOW);
    ticket.follow(RUN, named('spare part ordered', 'waiting'), NOW);
    ticket.follow(RUN, named(null, 'solved'), NOW);
    ticket.follow(RUN, named(null, 'open'), NOW);
    ticket.follow(RUN, named(null, 'closed'), NOW);
    expect(happenedTo(ticket)).toEqual([
      'ticket-status-changed',
      'ticket-status-changed',
      ...['ticket-status-changed', 'ticket-solved'],
      ...['ticket-status-changed', 'ticket-reopened'],
      ...['ticket-status-changed', 'ticket-closed'],
    ]);
  });

  it('hears the same twice without a word, and nothing once it has ended', () => {
    const ticket = aTicket();
    for (const category of ['open', 'open', 'closed', 'closed', 'open'] as const)
      ticket.follow(RUN, named(null, category), NOW);
    expect(happenedTo(ticket)).toEqual(['ticket-status-changed', 'ticket-status-changed', 'ticket-closed']);
  });

  it('does not listen to another process', () => {
    const ticket = aTicket();
    ticket.follow('0199d2f0-0000-7000-8000-00000000000b', named(null, 'closed'), NOW);
    expect(happenedTo(ticket)).toEqual([]);
  });

  it('is taken without becoming anything, and goes on by nobody else', () => {
    const ticket = aTicket();
    ticket.grab('mia', NOW);
    expect(happenedTo(ticket)).toEqual(['ticket-assigned']);
    expect(() => ticket.solve('Done.', false, 'mia', NOW)).toThrow(TicketRunByProcess);
    expect(() => ticket.close('mia', NOW)).toThrow(TicketRunByProcess);
    expect(() => ticket.requestAction(CANCEL, 'mia', NOW)).toThrow(TicketRunByProcess);
  });
});
