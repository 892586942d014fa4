import { describe, expect, it } from '@jest/globals';
import {
  aClosedTicketOf,
  aNewTicket,
  anOpenTicketOf,
  aSolvedTicketOf,
  happenedTo,
  NOW,
} from '../../../test/ticket/tickets-in-a-spec.js';
import type { Finish } from './new-ticket.js';
import { TicketFinished, TicketRunByProcess } from './ticket.errors.js';

const FILLED = { stage: 'close', form: { name: 'close-note', version: 3 } };
const FINISH: Finish = { filled: FILLED, flow: 'answered', solution: 'Told.', returnVisit: false, closes: true };

describe('a ticket and its forms', () => {
  it('says which form was filled in by whom, also while it is only solved', () => {
    const ticket = aSolvedTicketOf('mia');
    ticket.fillForm(FILLED, 'lea', NOW);
    expect(ticket.takeEvents()).toEqual([
      { type: 'ticket-form-filled', by: 'lea', stage: 'close', form: 'close-note', version: 3, at: NOW },
    ]);
    expect(() => aClosedTicketOf('mia').fillForm(FILLED, 'lea', NOW)).toThrow(TicketFinished);
  });
});

describe('a ticket that ends by a close flow', () => {
  it('is solved and closed at once, where nobody is asked afterwards', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.finish(FINISH, 'mia', NOW);
    expect(ticket).toMatchObject({ status: 'closed', solution: 'Told.' });
    expect(happenedTo(ticket)).toEqual([
      ...['ticket-form-filled', 'ticket-status-changed', 'ticket-solved', 'ticket-close-flow-taken'],
      ...['ticket-status-changed', 'ticket-closed'],
    ]);
  });

  it.each<[string, Partial<Finish>]>([
    ['the customer is asked afterwards', { returnVisit: true }],
    ['the flow leaves it solved', { closes: false }],
  ])('is solved and no more, where %s', (_why, over) => {
    const ticket = anOpenTicketOf('mia');
    ticket.finish({ ...FINISH, ...over }, 'mia', NOW);
    expect(ticket).toMatchObject({ status: 'solved' });
  });

  it('is not one that a process runs', () => {
    expect(() => aNewTicket({ processInstanceId: 'p1' }).finish(FINISH, 'mia', NOW)).toThrow(TicketRunByProcess);
  });
});
